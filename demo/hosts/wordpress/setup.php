<?php
// Installs WordPress once, and publishes a page; the settings come as JSON on standard input, the address of the page goes to standard output.
$demo = json_decode(stream_get_contents(STDIN), true);
$_SERVER += ['HTTP_HOST' => parse_url($demo['origin'], PHP_URL_HOST), 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET', 'SERVER_PROTOCOL' => 'HTTP/1.1'];
define('WP_INSTALLING', true);
require "{$demo['root']}/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
add_filter('pre_wp_mail', '__return_true');
if (!is_blog_installed()) {
    wp_install('Widget Works', 'admin', 'admin@widgetworks.example', false, '', wp_generate_password());
    // An author may publish, and what an author writes is filtered.
    wp_insert_user(['user_login' => 'author', 'user_pass' => wp_generate_password(), 'user_email' => 'author@widgetworks.example', 'role' => 'author']);
}
update_option('permalink_structure', '/%postname%/');
switch_theme($demo['theme']);
set_theme_mod('respect_user_color_preference', true); // the dark of Twenty Twenty-One
update_option('portico_script', $demo['script']);
update_option('portico_gateway', $demo['gateway']);
if ($demo['plugin']) activate_plugin('portico/portico.php');
else deactivate_plugins('portico/portico.php');

// A style variation is kept as the site's own changes to its theme.
$admin = get_user_by('login', 'admin');
wp_set_current_user($admin->ID);
kses_remove_filters();
if (WP_Theme_JSON_Resolver::theme_has_support()) {
    $file = get_theme_file_path("styles/{$demo['style']}.json");
    $style = $demo['style'] !== '' ? json_decode(file_get_contents($file), true) : ['version' => 2, 'settings' => new stdClass(), 'styles' => new stdClass()];
    $styles = WP_Theme_JSON_Resolver::get_user_global_styles_post_id();
    wp_update_post(wp_slash(['ID' => $styles, 'post_content' => wp_json_encode(['isGlobalStylesUserThemeJSON' => true] + $style)]));
}
foreach (['', 'timeout_'] as $kind) delete_option("_transient_{$kind}global_styles_{$demo['theme']}");

// From here on as the person who writes, with what that person may.
$writer = get_user_by('login', $demo['writer']);
wp_set_current_user($writer->ID);
kses_init();
if ($demo['plugin']) require_once WP_PLUGIN_DIR . '/portico/portico.php';
$type = user_can($writer, 'publish_pages') ? 'page' : 'post';
$old = get_page_by_path($demo['slug'], OBJECT, $type);
$id = wp_insert_post(wp_slash([
    'ID' => $old->ID ?? 0, 'post_type' => $type, 'post_name' => $demo['slug'], 'post_title' => 'Contact support',
    'comment_status' => 'closed', 'post_status' => 'publish', 'post_author' => $writer->ID, 'post_content' => $demo['content'],
]), true);
if (is_wp_error($id)) {
    fwrite(STDERR, $id->get_error_message());
    exit(1);
}
flush_rewrite_rules();
echo "/{$demo['slug']}/";
