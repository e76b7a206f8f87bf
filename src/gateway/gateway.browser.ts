/** Bundlers for browsers take this file instead of the gateway (the `browser` condition in package.json). */
throw new Error('portico-portal/gateway holds the secrets of your ticketing system and runs on a server only. A page takes portico-portal/adapters/http, which talks to it.');

export {};
