import { owner } from '../owner.ts';
import type { Page } from './page.ts';

/** What the home page tells a newcomer. */
export interface DemoFacts {
  readonly backend: string;
  readonly accounts: readonly { readonly name: string; readonly email: string; readonly password: string; readonly note: string }[];
  /** Path of the agent's page; null where the ticketing system has its own. */
  readonly agentPath: string | null;
}

/** The pages of the demo site by path. A path that ends in `/*` answers for everything below it. */
export function pages({ backend, accounts, agentPath }: DemoFacts): Record<string, Page> {
  const rows = accounts.map(({ name, email, password, note }) => `<tr><td>${name}</td><td><code>${email}</code></td><td><code>${password}</code></td><td>${note}</td></tr>`);
  const portal = (language: string, direction: 'ltr' | 'rtl', path: string): Page => ({
    title: 'Support – Widget Works', path: '/support', language, direction,
    body: `        <customer-portal gateway="/api" routing="path" base="${path}" heading-level="1"></customer-portal>`,
  });
  return {
    '/': {
      title: 'Widget Works', path: '/',
      body: `        <h1>Widgets that work</h1>
        <p class="lead">This is the website of an invented company. Its <a href="/support">support page</a> holds Portico’s customer portal, in front of ${backend}.</p>
        <table class="accounts">
          <caption class="lead">Sign in there as one of these</caption>
          <thead><tr><th scope="col">Customer</th><th scope="col">Email</th><th scope="col">Password</th><th scope="col">What to see</th></tr></thead>
          <tbody>${rows.join('')}</tbody>
        </table>
        <ul class="cards">
          <li><h2>The whole portal</h2><p><a href="/support">/support</a>: one tag, with navigation and its place in the page’s path.</p></li>
          <li><h2>Single elements</h2><p><a href="/elements">/elements</a>: list, ticket and form on the site’s own account page.</p></li>
          <li><h2>In a help page</h2><p><a href="/help">/help</a>: a link to the portal at the top right, and the form below the text.</p></li>
          <li><h2>In Korean, right to left</h2><p><a href="/ko/support">/ko/support</a> and <a href="/rtl/support">/rtl/support</a>.</p></li>
          <li><h2>The owner’s settings</h2><p><a href="/settings">/settings</a>: what customers see, decided without touching code. Sign in as <code>${owner.email}</code> with <code>${owner.password}</code>.</p></li>
          <li><h2>The outbox</h2><p><a href="/outbox">/outbox</a>: mails that the demo would send.</p></li>
          ${agentPath === null ? '' : `<li><h2>The other side</h2><p><a href="${agentPath}">${agentPath}</a>: what the support team sees, with internal notes.</p></li>`}
        </ul>`,
    },
    '/support/*': portal('en', 'ltr', '/support'),
    '/ko/support/*': portal('ko', 'ltr', '/ko/support'),
    '/rtl/support/*': portal('en', 'rtl', '/rtl/support'),
    '/settings': { title: 'Portal settings – Widget Works', path: '/settings', body: '        <portal-settings gateway="/api" heading-level="1"></portal-settings>' },
    '/ko/settings': { title: '포털 설정 – Widget Works', path: '/settings', language: 'ko', body: '        <portal-settings gateway="/api" heading-level="1"></portal-settings>' },
    '/elements': {
      title: 'My account – Widget Works', path: '/elements',
      body: `        <h1>My account</h1>
        <portal-login></portal-login>
        <div class="columns">
          <ticket-list page-size="5" ticket-url="/support/tickets/{id}"></ticket-list>
          <support-form ticket-url="/support/tickets/{id}"></support-form>
        </div>`,
    },
    '/help': {
      title: 'Help – Widget Works', path: '/help',
      body: `        <div class="article-head">
          <h1>How to connect a widget</h1>
          <portal-link href="/support"></portal-link>
        </div>
        <p class="lead">Hold the button until the light is green, then open the app. If the light stays red, write to us.</p>
        <support-form ticket-url="/support/tickets/{id}"></support-form>`,
    },
  };
}
