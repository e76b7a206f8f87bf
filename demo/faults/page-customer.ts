import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { Person } from '../engines/person.ts';
import type { LastingBrowser } from './browser.ts';
import type { Customer } from './customer.ts';
import type { Lane } from './lane.ts';
import type { Sending } from './sending.ts';
import type { PageManner } from './stages.ts';

/** What is written and picked, and waits for being sent. */
export interface Ready {
  /** Presses send, and waits until the ticketing system has it. @throws Error where that never happens */
  send(manner: PageManner): Promise<void>;
  /** What is wrong with what the page shows afterwards; null for nothing. */
  finish(): Promise<string | null>;
}

/** Milliseconds in which it has to arrive by itself, and in which the page has to know. */
const PATIENCE = 120_000;
const TO_KNOW = 30_000;
/** Milliseconds after which somebody who finds their words in the field again presses once more. */
const A_LOOK = 8_000;
/** What a page says of something that is not there yet. */
const UNDER_WAY = /Sending …|Submitting …|Sending in|Waiting(?! for us| for you)|Not sent/;

/** Runs in the page: presses the button at a path so often, without a pause. */
function pressAt(path: readonly string[], times: number): void {
  let element: Element | null = null;
  for (const selector of path) element = (element === null ? document : element.shadowRoot)?.querySelector(selector) ?? null;
  for (let count = 0; count < times; count++) (element as HTMLElement | null)?.click();
}

/** Somebody in front of a browser. */
export class PageCustomer {
  readonly #lane: Lane;
  readonly #browser: LastingBrowser;
  readonly #customer: Customer;
  readonly #folder: string;
  /** How often somebody had to press again, because page or browser was gone before it had kept the press. */
  pressedAgain = 0;

  /** @param customer The same person's session. @param folder For the files that they pick. */
  constructor(lane: Lane, browser: LastingBrowser, customer: Customer, folder: string) {
    this.#lane = lane;
    this.#browser = browser;
    this.#customer = customer;
    this.#folder = folder;
  }

  /** Opens a page, writes, and picks files. */
  async prepare(sending: Sending): Promise<Ready> {
    const paths = await this.#write(sending);
    const opened = await this.#browser.open();
    let { page, who } = opened;
    const address = `${this.#lane.wire.url}/support${sending.ticketId === null ? '/new' : `/tickets/${sending.ticketId}`}`;
    const come = async (): Promise<void> => {
      await this.#takeSession(page);
      await page.goto(address, { waitUntil: 'load' });
    };
    await come();
    await this.#fill(who, sending);
    await who.attach(...paths);
    for (const { name } of sending.files) await who.sees(name);
    return {
      send: async (manner) => {
        const button = await who.path({ css: 'button', name: sending.ticketId === null ? 'Submit' : 'Send reply' });
        await this.#press(button, page, who, manner);
        if (manner === 'restart') {
          await this.#browser.kill();
          ({ page, who } = await this.#browser.open());
          await come();
        }
        if (manner === 'reload') await who.reload();
        await this.#arrive(who, sending, manner === 'restart' || manner === 'reload');
      },
      finish: async () => {
        try {
          return await this.#look(who, sending);
        } finally {
          await page.close();
        }
      },
    };
  }

  async #press(button: readonly string[], page: Page, who: Person, manner: PageManner): Promise<void> {
    if (manner === 'signed-out') await this.#customer.signOut();
    const early = Math.random() < 0.5;
    if (manner === 'offline' && early) await page.setOfflineMode(true);
    await who.page.eval(pressAt, button, manner === 'twice' ? 2 : 1);
    if (manner === 'reload' || manner === 'restart' || manner === 'offline') await delay(Math.random() * 500);
    if (manner !== 'offline') return;
    await page.setOfflineMode(true);
    await delay(500 + Math.random() * 2000);
    await page.setOfflineMode(false);
  }

  /** Waits until it is there by itself; signs in where the page asks for it. @param mayPress What was pressed may have been lost with its page; the draft never. */
  async #arrive(who: Person, sending: Sending, mayPress: boolean): Promise<void> {
    let looked = performance.now();
    for (const begun = looked; !await this.#isThere(sending);) {
      await delay(200);
      if (performance.now() - begun > PATIENCE) throw new Error(`It never arrived. The page says: ${(await who.reads().catch(() => 'nothing')).slice(0, 1500)}`);
      const password = await who.texts({ css: 'input[type="password"]' }).catch(() => []);
      if (password.length > 0) await this.#signIn(who);
      if (!mayPress || performance.now() - looked < A_LOOK) continue;
      looked = performance.now();
      const isDraft = !UNDER_WAY.test(await who.reads()) && await who.value(sending.ticketId === null ? 'Message' : 'Your reply') === sending.text;
      if (!isDraft) continue;
      this.pressedAgain += 1;
      await who.press(sending.ticketId === null ? 'Submit' : 'Send reply');
    }
  }

  async #signIn(who: Person): Promise<void> {
    await who.fill('Email', this.#lane.customer.email);
    await who.fill('Password', this.#lane.customer.password);
    await who.press('Sign in');
    await who.misses({ css: 'input[type="password"]' });
  }

  async #isThere({ ticketId, subject }: Sending): Promise<boolean> {
    const { system } = this.#lane;
    return ticketId === null ? (await system.ticketsOf(subject)).length > 0 : (await system.conversation(ticketId)).length > 1;
  }

  /** The page knows by now: the reply stands there once, the ticket is told as submitted, and nothing waits to be sent once more. */
  async #look(who: Person, { ticketId, subject }: Sending): Promise<string | null> {
    const told = async (): Promise<string | null> => {
      const all = await who.reads();
      if (UNDER_WAY.test(all)) return 'the page still says that it sends';
      if (ticketId === null) return all.includes('has been submitted') || !all.includes(subject) ? null : 'the page does not say that the ticket has been submitted';
      const shown = await who.texts({ css: 'article', text: subject });
      if (shown.length !== 1) return `the page shows the reply ${String(shown.length)} times`;
      return await who.value('Your reply') === '' ? null : 'the page offers to send the reply once more';
    };
    let problem: string | null = 'the page was never looked at';
    for (const begun = performance.now(); performance.now() - begun < TO_KNOW;) {
      problem = await told().catch((error: unknown) => String(error));
      if (problem === null) return null;
      await delay(250);
    }
    return `${problem}: ${(await who.reads().catch(() => 'nothing')).slice(0, 1500)}`;
  }

  async #takeSession(page: Page): Promise<void> {
    const { hostname } = new URL(this.#lane.wire.url);
    await page.browserContext().setCookie(...[...this.#customer.cookies].map(([name, value]) => ({ name, value, domain: hostname, path: '/', httpOnly: true, sameSite: 'Lax' as const })));
  }

  async #fill(who: Person, { ticketId, subject, text }: Sending): Promise<void> {
    if (ticketId !== null) {
      await who.fill('Your reply', text);
      return;
    }
    await who.fill('Subject', subject);
    await who.fill('Message', text);
  }

  async #write({ files }: Sending): Promise<string[]> {
    await mkdir(this.#folder, { recursive: true });
    return Promise.all(files.map(async ({ name, bytes }) => {
      // Both may have the same name.
      const path = join(await mkdtemp(join(this.#folder, 'file-')), name);
      await writeFile(path, bytes);
      return path;
    }));
  }
}
