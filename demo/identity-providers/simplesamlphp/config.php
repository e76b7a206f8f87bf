<?php
// A SAML identity provider for tests, on this machine only; values that change come from the environment.
$folder = getenv('DEMO_FOLDER');
$config = [
    'baseurlpath' => getenv('DEMO_ORIGIN') . '/',
    'certdir' => "$folder/cert/",
    'loggingdir' => "$folder/log/",
    'datadir' => "$folder/data/",
    'tempdir' => "$folder/tmp",
    'metadatadir' => "$folder/metadata/",
    'attributenamemapdir' => '/etc/simplesamlphp/attributemap/',
    'secretsalt' => getenv('DEMO_SALT'),
    'auth.adminpassword' => getenv('DEMO_SALT'),
    'admin.checkforupdates' => false,
    'technicalcontact_name' => 'Demo',
    'technicalcontact_email' => 'na@widgetworks.example',
    'timezone' => 'UTC',
    'logging.handler' => 'file',
    'logging.logfile' => 'simplesamlphp.log',
    'enable.saml20-idp' => true,
    'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true],
    'store.type' => 'phpsession',
    'session.phpsession.savepath' => "$folder/sessions",
    'session.phpsession.cookiename' => 'SimpleSAML',
    'session.cookie.secure' => false, // plain http, on this machine
    'session.cookie.samesite' => null,
    'language.cookie.secure' => false,
    'language.cookie.samesite' => null,
    'metadata.sources' => [['type' => 'flatfile']],
    'metadata.sign.enable' => false,
];
