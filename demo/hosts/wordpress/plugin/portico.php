<?php
/**
 * Plugin Name: Portico
 * Description: Puts the customer portal into pages, also for editors whose HTML is filtered: [portico], or the elements themselves in an HTML block.
 * Version: 1.0.0
 * Requires at least: 5.7
 * Requires PHP: 7.4
 * License: MIT
 */

namespace Portico;

defined('ABSPATH') || exit;

const ELEMENTS = ['customer-portal', 'portal-link', 'portal-login', 'portal-session', 'portal-settings', 'support-form', 'ticket-badge', 'ticket-detail', 'ticket-list'];
/** What an editor may say. Not the gateway: whoever names it receives the passwords. */
const ATTRIBUTES = [
    'base', 'follow-up-of', 'form-id', 'form-label', 'heading-level', 'href', 'list-url', 'name', 'page-size', 'page-title', 'prefill', 'query-string',
    'reason', 'routing', 'status-mode', 'theme', 'ticket-id', 'ticket-url', 'view', 'class', 'dir', 'hidden', 'id', 'lang', 'slot',
];
const ADDRESSES = ['href', 'list-url', 'ticket-url'];
/** What an administrator says, under Settings, General. */
const SETTINGS = ['portico_script' => 'Portico: address of portico.js', 'portico_gateway' => 'Portico: address of the gateway'];

add_action('admin_init', function () {
    foreach (SETTINGS as $name => $label) {
        register_setting('general', $name, ['type' => 'string', 'sanitize_callback' => 'esc_url_raw', 'default' => '']);
        add_settings_field($name, $label, function () use ($name) {
            printf('<input type="url" class="regular-text" id="%1$s" name="%1$s" value="%2$s">', esc_attr($name), esc_attr(get_option($name)));
        }, 'general', 'default', ['label_for' => $name]);
    }
});

add_action('wp_enqueue_scripts', function () {
    $script = get_option('portico_script');
    if ($script) wp_register_script('portico', $script, [], null, true);
});

/** The script is a module, and says where the gateway is. */
add_filter('script_loader_tag', function ($tag, $handle, $source) {
    if ($handle !== 'portico') return $tag;
    return wp_get_script_tag(['type' => 'module', 'src' => $source, 'data-gateway' => get_option('portico_gateway')]);
}, 10, 3);

/** A page with an element in it gets the script; the others do not. */
add_filter('the_content', function ($content) {
    if (preg_match('/<(' . implode('|', ELEMENTS) . ')\b/', $content)) wp_enqueue_script('portico');
    return $content;
}, 20);

/** `[portico]`, `[portico element="ticket-list" page-size="10"]`; what stands between the tags is shown without JavaScript. */
add_shortcode('portico', function ($given, $inside = '') {
    $given = is_array($given) ? $given : [];
    $element = $given['element'] ?? ELEMENTS[0];
    if (!in_array($element, ELEMENTS, true)) return esc_html(sprintf('[portico]: there is no element "%s"; there are %s.', $element, implode(', ', ELEMENTS)));
    $attributes = '';
    foreach ($given as $name => $value) {
        if (!in_array($name, ATTRIBUTES, true)) continue;
        $attributes .= sprintf(' %s="%s"', $name, in_array($name, ADDRESSES, true) ? esc_url($value) : esc_attr($value));
    }
    wp_enqueue_script('portico');
    return "<$element$attributes>" . wp_kses_post(do_shortcode($inside)) . "</$element>";
});

/** In an HTML block the filter for editors leaves the elements in, with what they may say, and what stands inside in its slot. */
add_filter('wp_kses_allowed_html', function ($allowed, $context) {
    if ($context !== 'post') return $allowed;
    $allowed = array_map(fn($attributes) => is_array($attributes) ? $attributes + ['slot' => true] : $attributes, $allowed);
    return $allowed + array_fill_keys(ELEMENTS, array_fill_keys(ATTRIBUTES, true));
}, 10, 2);
add_filter('wp_kses_uri_attributes', function ($names) {
    return array_unique(array_merge($names, ADDRESSES));
});
