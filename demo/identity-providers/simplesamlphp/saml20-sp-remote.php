<?php
$portal = json_decode(file_get_contents(getenv('DEMO_FOLDER') . '/portal.json'), true);
$metadata[$portal['entityId']] = array_filter([
    'AssertionConsumerService' => $portal['acs'],
    'SingleLogoutService' => $portal['logout'] ?? null,
    'NameIDFormat' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    'validate.authnrequest' => isset($portal['certificate']),
    'validate.logout' => isset($portal['certificate']),
    'certData' => $portal['certificate'] ?? null,
]);
