<?php
// The people, who stand in people.mjs.
$users = ['exampleauth:UserPass'];
foreach (json_decode(file_get_contents(getenv('DEMO_FOLDER') . '/people.json'), true) as $id => $person) {
    $users["$id:$id-password"] = [
        'uid' => [$id],
        'email' => [$person['email']],
        'name' => [$person['given'] . ' ' . $person['family']],
        'groups' => $person['groups'],
    ];
}
$config = ['admin' => ['core:AdminPassword'], 'users' => $users];
