<?php
// Reads what the start script has written beside it, so that this file holds no value of its own.
$portico_demo = json_decode(file_get_contents(__DIR__ . '/demo.json'), true);
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', "localhost:{$portico_demo['socket']}");
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HOME', $portico_demo['origin']);
define('WP_SITEURL', $portico_demo['origin']);
// Nothing that goes out of its own accord.
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define("{$name}_KEY", "$name key of a demo on this machine");
    define("{$name}_SALT", "$name salt of a demo on this machine");
}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
