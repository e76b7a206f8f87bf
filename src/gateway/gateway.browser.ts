/** What a bundler takes for a browser instead of the gateway: a secret of a ticketing system must not get into a page. */
throw new Error(
  'portico-portal/gateway runs on a server, not in a browser: it holds the secrets of your ticketing system. ' +
    'Import it in your server, and give the elements its address by the gateway attribute.',
);

export {};
