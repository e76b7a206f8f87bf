import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MemoryBackend } from '../../../src/adapters/memory/index.ts';
import { CUSTOMER, startWorld, type HostPage, type Places } from '../../strict/world.ts';
import { open, type Engine, type EngineOptions, type EnginePage } from '../engines.mjs';
import { person, type Person } from '../person.ts';

/** Pages with elements of Portico over sample tickets, and an engine whose browsers visit them. */
export interface ElementsWorld {
  readonly engine: Engine;
  readonly backend: MemoryBackend;
  /** Somebody with a browser of their own, at a page by its name; what follows the name goes along. */
  visit(page: string, options?: EngineOptions): Promise<Person>;
  address(page: string): string;
  /** Ends all browsers. */
  leave(): Promise<void>;
  end(): Promise<void>;
}

/** Starts a world of pages. axe-core's file is at `/axe/axe.min.js`. */
export async function startElements(engine: Engine, pages: (places: Places) => Readonly<Record<string, HostPage>>): Promise<ElementsWorld> {
  const world = await startWorld(pages, { axe: dirname(fileURLToPath(import.meta.resolve('axe-core'))) });
  const opened = new Set<EnginePage>();
  const leave = async (): Promise<void> => {
    for (const page of opened) await page.close();
    opened.clear();
  };
  const address = (page: string): string => `${world.pages}/${page}`;
  return {
    engine, backend: world.backend, address, leave,
    async visit(name, options) {
      const page = await open(engine, options);
      opened.add(page);
      await page.goto(address(name));
      return person(page);
    },
    async end() {
      await leave();
      await world.end();
    },
  };
}

/** The subject of a ticket of that customer, with an HTML mail. */
export const ORDER = 'Re: Your order ORD-204417';

/** Signs in wherever the page asks for it. */
export async function signIn(who: Person): Promise<void> {
  await who.fill('Email', CUSTOMER.email);
  await who.fill('Password', CUSTOMER.password);
  await who.press('Sign in');
}

/** A page of a site's owner. */
export const page = ({ gateway }: Places, body: string, { head = '', html = 'lang="en"' } = {}): HostPage => ({
  html: `<!doctype html><html ${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Example</title><link rel="icon" href="data:,">
${head}<script type="module" src="/cdn/portico.js" data-gateway="${gateway}"></script></head><body>${body}</body></html>`,
});
