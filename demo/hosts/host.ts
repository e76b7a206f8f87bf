import type { EnginePage } from '../engines/engines.mjs';

/**
 * How a real site is started, and where on its page to look. A folder of `demo/hosts` exports one from its `host.ts` as `host`, or several of the same
 * site (themes, ways to embed) as `hosts`.
 */
export interface Host {
  /** The folder's name, such as `wordpress`, followed by what is special where there are several: `wordpress-pitch`. */
  readonly name: string;
  /** What the table calls it, with its version where one is known: `WordPress 6.1, Twenty Twenty-Three`. */
  readonly title: string;
  /**
   * Installs what is missing, starts the site on 127.0.0.1 with the snippet in the content of a page, and answers when that page can be read.
   * @throws Error which says what is missing and cannot be installed here
   */
  start(site: Site): Promise<RunningHost>;
  /** Finds the site's own main button, a link in its text, a text field and the box around the content; an element that the site's own styles dress. */
  readonly selectors: { readonly button?: string; readonly link: string; readonly field?: string; readonly content: string };
  /** Switches the open page to dark: a visitor's click (runs in the page), or `media`, the setting of the visitor's system. Undefined where the site has no dark. */
  readonly dark?: (() => void) | 'media';
  /** What else has to hold on this site, with the portal's page open and the customer signed in. Throws what does not. */
  readonly check?: (page: EnginePage, running: RunningHost) => Promise<void>;
}

/** What a host is given. */
export interface Site {
  /** What an editor of the site pastes: script tag and elements. */
  readonly snippet: string;
  /** Address of `portico.js`, as in the snippet, for sites where the script tag goes elsewhere or a setting asks for it. */
  readonly script: string;
  /** Address of the gateway, as in the snippet. */
  readonly gateway: string;
  /** Folder of its own for files and databases; kept between runs, so that the second start is quick. Hosts of one folder of `demo/hosts` share it. */
  readonly folder: string;
  /** A free port of 127.0.0.1. The portal's gateway knows the origin `http://127.0.0.1:PORT`. */
  readonly port: number;
}

/** A site that answers. */
export interface RunningHost {
  /** Address of the page that holds the snippet. */
  readonly url: string;
  /** A link on another page of the site which leads to that page, where the site changes pages without loading a document (`selector` finds it at `url`). */
  readonly link?: { readonly url: string; readonly selector: string };
  stop(): Promise<void>;
}
