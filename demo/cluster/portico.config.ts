import { desk } from '../../src/adapters/desk/index.ts';

/** The configuration that all instances of the test share; secret, database, mail server and port come from the environment. */
const { PORTICO_DATABASE = '', PORTICO_ORIGIN = '' } = process.env;

export default {
  backend: await desk({ postgres: PORTICO_DATABASE }),
  baseURL: `${PORTICO_ORIGIN}/api`,
  name: 'Widget Works Support',
  scope: { views: ['mine', 'organization', 'cc'] },
  trustedProxy: { header: 'X-Forwarded-For' },
  mail: { from: 'Widget Works Support <support@widgets.example>' },
  access: { portalURL: `${PORTICO_ORIGIN}/support`, registration: true, signInMail: 'link' },
  limits: { mailsPerAddress: 1000, signInsPerAddress: 1000 },
};
