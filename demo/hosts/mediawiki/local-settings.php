<?php
// Goes on from what the installer has written. The start script has put what differs between starts beside it, as JSON.
require __DIR__ . '/LocalSettings.installed.php';
$porticoDemo = json_decode( file_get_contents( __DIR__ . '/demo.json' ), true );
$wgServer = $porticoDemo['origin'];
$wgDefaultSkin = 'vector-2022';
wfLoadSkin( 'Vector' );
$wgCacheDirectory = __DIR__ . '/cache';
$wgMainCacheType = CACHE_NONE;
$wgParserCacheType = CACHE_NONE;
// Nothing goes out, and nothing is kept from a start before.
$wgEnableUploads = false;
$wgUseInstantCommons = false;
if ( $porticoDemo['rawHtml'] ) {
	$wgRawHtml = true;
	$wgCSPHeader = [ 'script-src' => [ $porticoDemo['portal'] ], 'default-src' => [ $porticoDemo['portal'] ] ];
} else {
	wfLoadExtension( 'Portico', $porticoDemo['extension'] );
	$wgPorticoScript = $porticoDemo['script'];
	$wgPorticoGateway = $porticoDemo['gateway'];
	$wgCSPHeader = [ 'default-src' => true ];
}
