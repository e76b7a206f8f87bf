<?php

/** Tags of the wiki's text that become the portal's elements: `<customer-portal />`, `<ticket-list page-size="10" />`. */
class PorticoTags {
	private const ELEMENTS = [
		'customer-portal', 'portal-link', 'portal-login', 'portal-session', 'portal-settings', 'support-form', 'ticket-badge', 'ticket-detail', 'ticket-list',
	];
	/** What anybody who edits the wiki may say. Not the gateway: whoever names it receives the passwords. */
	private const ATTRIBUTES = [
		'base', 'follow-up-of', 'form-id', 'form-label', 'heading-level', 'href', 'list-url', 'name', 'page-size', 'page-title', 'prefill', 'query-string',
		'reason', 'routing', 'status-mode', 'theme', 'ticket-id', 'ticket-url', 'view', 'dir', 'lang',
	];
	private const ADDRESSES = [ 'href', 'list-url', 'ticket-url' ];

	public static function register( Parser $parser ): void {
		foreach ( self::ELEMENTS as $element ) {
			$parser->setHook( $element, static function ( ?string $text, array $given, Parser $parser, PPFrame $frame ) use ( $element ): string {
				return self::render( $element, $text, $given, $parser, $frame );
			} );
		}
	}

	private static function render( string $element, ?string $text, array $given, Parser $parser, PPFrame $frame ): string {
		global $wgPorticoScript, $wgPorticoGateway;
		$attributes = array_filter( $given, static function ( $value, $name ) {
			return in_array( $name, self::ATTRIBUTES, true ) && ( !in_array( $name, self::ADDRESSES, true ) || preg_match( '~^(https?:|[/?#])~i', $value ) );
		}, ARRAY_FILTER_USE_BOTH );
		$parser->getOutput()->addHeadItem( Html::element( 'script', [ 'type' => 'module', 'src' => $wgPorticoScript, 'data-gateway' => $wgPorticoGateway ] ), 'portico' );
		return Html::rawElement( $element, $attributes, $text === null ? '' : $parser->recursiveTagParse( $text, $frame ) );
	}

	/** Adds script and gateway to the Content-Security-Policy of a wiki that sends one. */
	public static function allow( array &$sources ): void {
		global $wgPorticoScript, $wgPorticoGateway;
		foreach ( [ $wgPorticoScript, $wgPorticoGateway ] as $address ) {
			// A path is on the wiki's own origin, which is allowed anyway.
			if ( preg_match( '~^https?://[^/?#;,\s]+~', $address, $found ) ) {
				$sources[] = $found[0];
			}
		}
	}
}
