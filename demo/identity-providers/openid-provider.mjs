import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { PEOPLE } from './people.mjs';

/** The client under which the portal is known there. */
export const CLIENT = { id: 'portal', secret: 'a secret of the portal at its provider' };

const FORM = (note) => `<!doctype html><html lang="en"><title>Sign in – OpenID provider</title><h1>Sign in</h1><p role="alert">${note}</p>
<form method="post"><p><label>User <input name="username" autofocus></label></p><p><label>Password <input name="password" type="password"></label></p><button>Sign in</button></form></html>`;

/**
 * A real OpenID provider (the npm package `oidc-provider`) on this machine, for tests and for trying out. Nothing is kept when it ends.
 * @param {{ redirectUri: string, postLogoutUri: string, port?: number, host?: string }} options addresses of the portal; `host` as browsers write it, `127.0.0.1` or `localhost`
 * @returns {Promise<{ issuer: string, stop: () => Promise<void> }>}
 */
export async function startOpenIdProvider({ redirectUri, postLogoutUri, port = 0, host = '127.0.0.1' }) {
  let callback = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => callback(request, response));
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  const issuer = `http://${host}:${server.address().port}`;
  const provider = new Provider(issuer, configuration(redirectUri, postLogoutUri));
  provider.use(signInForm(provider));
  callback = provider.callback();
  const stop = () => new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  return { issuer, stop };
}

function configuration(redirectUri, postLogoutUri) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [{
      client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri], post_logout_redirect_uris: [postLogoutUri],
      grant_types: ['authorization_code'], response_types: ['code'], token_endpoint_auth_method: 'client_secret_basic',
    }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'demo', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    conformIdTokenClaims: false, // claims stand in the id_token too, as at Entra, Okta and Google
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/sign-in/${uid}` },
    findAccount: (_context, subject) => {
      const person = PEOPLE[subject];
      return person && {
        accountId: subject,
        claims: () => ({ sub: subject, email: person.email, email_verified: person.verified, name: `${person.given} ${person.family}`, groups: person.groups }),
      };
    },
    async loadExistingGrant({ oidc }) { // nobody is asked what the portal may know
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email profile groups');
      await grant.save();
      return grant;
    },
  };
}

const signInForm = (provider) => async (context, next) => {
  if (!/^\/sign-in\/[\w-]+$/.test(context.path)) return next();
  context.type = 'html';
  if (context.method !== 'POST') {
    context.body = FORM('');
    return undefined;
  }
  let body = '';
  for await (const chunk of context.req) body += chunk;
  const form = new URLSearchParams(body);
  const user = form.get('username') ?? '';
  if (!Object.hasOwn(PEOPLE, user) || form.get('password') !== `${user}-password`) {
    context.status = 401;
    context.body = FORM('User and password do not match.');
    return undefined;
  }
  context.respond = false;
  return provider.interactionFinished(context.req, context.res, { login: { accountId: user } }, { mergeWithLastSubmission: false });
};
