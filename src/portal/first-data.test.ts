import { expect, fixture, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { httpAccess } from '../adapters/http/access.ts';
import { http } from '../adapters/http/http.ts';
import '../define.ts';
import { firstData } from './first-data.ts';
import { Portal } from './portal.ts';
import { waitUntil } from '../elements/parts/wait-until.test.ts';

/** A portal at a gateway that knows nobody; `asked` are the paths of what it was asked. */
function gateway(): { portal: Portal; asked: string[] } {
  const asked: string[] = [];
  const options = { password: true, registration: false, passwordReset: false, mail: null, passkeys: false, providers: [], host: false, consent: null };
  const fetch = (request: Request): Promise<Response> => {
    const path = request.url.slice('https://gateway.example'.length);
    asked.push(path);
    return Promise.resolve(Response.json(path.startsWith('/v1/sign-in-options') ? options : { customer: null, expires: null }));
  };
  const connection = { gateway: 'https://gateway.example', fetch };
  return { portal: new Portal({ key: 'first', access: httpAccess(connection), ticketing: http(connection) }), asked };
}

describe('what a page asks first where nobody is signed in', () => {
  const pages: [string, (portal: Portal) => TemplateResult][] = [
    ['the sign-in', (portal) => html`<portal-login .portal=${portal}></portal-login>`],
    ['the sign-in in another language', (portal) => html`<div lang="pt-BR"><portal-login .portal=${portal}></portal-login></div>`],
    ['the whole portal', (portal) => html`<customer-portal .portal=${portal} routing="none"></customer-portal>`],
    ['the whole portal in a language of its own', (portal) => html`<customer-portal .portal=${portal} routing="none" lang="ko"></customer-portal>`],
  ];
  for (const [name, template] of pages) {
    it(`is foreseen letter for letter: ${name}`, async () => {
      const { portal, asked } = gateway();
      const page = await fixture<HTMLElement>(template(portal));
      const element = page.matches('portal-login, customer-portal') ? page : page.querySelector('portal-login')!;
      const { signedOut } = firstData(element);
      await waitUntil(() => asked.length === 2, 'the element does not ask');
      expect(asked).to.have.members(['/v1/session', ...signedOut!]);
    });
  }
});
