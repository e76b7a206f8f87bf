import * as z from 'zod/mini';
import { filter } from '../filter.ts';
import { accessSection } from './access-choices.ts';
import { brand, menuItem } from './appearance.ts';
import { column, listFilter } from './list-choices.ts';
import { languageTag, localizedText } from './localized-text.ts';

/** The version of the document's shape. A document of another version is refused by name, and the portal keeps what it has. */
export const SETTINGS_VERSION = 1;

const name = z.string().check(z.minLength(1), z.maxLength(200));
const names = z.array(name).check(z.maxLength(200));

/**
 * Who sees which tickets: `own` those that the customer has requested; `organization` all of their organization's as well;
 * a rule: the organization's only for contacts that match it. The rule speaks of `email`, `domain`, `organization` (an id) and
 * `group` (a group that the gateway keeps).
 */
const permission = z.union([z.enum(['own', 'organization']), z.strictObject({ organizationFor: filter })]);

/** Which tickets customers see, and how. */
export const ticketsSection = z.strictObject({
  /** The rule that tickets must satisfy to be in the portal at all; null for none. */
  filter: z._default(z.nullable(filter), null),
  permission: z._default(permission, 'own'),
  /** Of which organizations, where a contact has several. */
  organizations: z._default(z.enum(['primary', 'all']), 'primary'),
  /** May customers see tickets that they are in copy of? */
  cc: z._default(z.boolean(), true),
  /** Which conversations of a ticket are shown: the oldest one, or all of them. */
  threads: z._default(z.enum(['original', 'all']), 'original'),
  /** Where new tickets arrive, and answers to tickets that have no conversation yet; null: as the form, or the ticket, says. An id of a queue. */
  inbox: z._default(z.nullable(name), null),
  status: z._default(z.strictObject({
    /** `category`: Open or Closed. `stage`: the backend's own names. `label`: the owner's; a stage without one reads Open or Closed. */
    show: z._default(z.enum(['category', 'stage', 'label']), 'category'),
    /** By stage id. */
    labels: z._default(z.record(name, localizedText), {}),
  }), { show: 'category', labels: {} }),
  columns: z._default(z.array(column).check(z.maxLength(20)), ['id', 'subject', 'created', 'lastActivity', 'status']),
  filters: z._default(z.array(listFilter), ['status', 'stage', 'waitingOn', 'created', 'lastActivity']),
  /** Ids of the fields that a ticket's page shows, in this order. Fields are hidden until they are chosen. */
  fields: z._default(names, []),
});

/** A form that customers may fill in. */
export const connectedForm = z.strictObject({
  /** The backend's id. */
  id: name,
  /** Fields that are asked only while another one has one of these values; the backend's own condition of such a field gives way. */
  conditions: z._default(z.record(name, z.strictObject({ field: name, is: z.array(z.string()) })), {}),
});

export type ConnectedForm = z.infer<typeof connectedForm>;

const formsSection = z.strictObject({
  enabled: z._default(z.boolean(), true),
  /** The link in the portal's menu. Default "Submit a support ticket", translated. */
  label: z._default(localizedText, {}),
  /** Which forms, in this order; null: all that the backend has. */
  forms: z._default(z.nullable(z.array(connectedForm)), null),
  /** May the page's address fill fields in advance? And how many characters of it, all together. */
  prefill: z._default(z.strictObject({ enabled: z._default(z.boolean(), false), maxLength: z._default(z.int().check(z.gte(1), z.lte(8000)), 2000) }), { enabled: false, maxLength: 2000 }),
});

/** What customers may do. */
const actionsSection = z.strictObject({
  reply: z._default(z.boolean(), true),
  close: z._default(z.boolean(), true),
  /**
   * May customers open a closed ticket again, and how many days after it was closed (null: always)? Later, and where they may not, a reply is
   * a follow-up: a new ticket that leads to the old one.
   */
  reopen: z._default(z.strictObject({ enabled: z._default(z.boolean(), true), days: z._default(z.nullable(z.int().check(z.gte(1), z.lte(3650))), null) }), { enabled: true, days: null }),
  /** Whom customers may put in copy: nobody, members of their organizations, any address. */
  cc: z._default(z.enum(['nobody', 'colleagues', 'anybody']), 'nobody'),
  /** May closed tickets be rated? */
  rate: z._default(z.boolean(), false),
  /** For how many seconds what was sent, or closed, can be taken back; 0: not at all. */
  undoSeconds: z._default(z.int().check(z.gte(0), z.lte(30)), 5),
  /** May pictures tell where they were taken? Otherwise their position is removed on the customer's device, before they are sent. */
  imageLocation: z._default(z.boolean(), false),
});

/**
 * The owner's settings: all that an owner decides about a portal, in one document that can be kept in a file or in the gateway's database.
 * Everything has a default; the document of a portal that nobody has touched is `{ "version": 1 }`.
 */
export const portalSettings = z.strictObject({
  version: z.literal(SETTINGS_VERSION),
  /** Is the portal open to customers? It cannot be while something required is missing. */
  enabled: z._default(z.boolean(), true),
  /** What customers read while it is not. Default a polite sentence, translated. */
  offMessage: z._default(localizedText, {}),
  /** The portal's name: title of the browser's tab, text of links to it. */
  name: z._default(localizedText, { en: 'Support' }),
  /** The path below which the portal lives on its page's site, where its addresses are paths: `/support`. */
  path: z._default(z.string().check(z.maxLength(200), z.regex(/^\/(?:[\w.~-]+(?:\/[\w.~-]+)*)?$/)), '/'),
  /** The language: the page's own, or one for good. */
  language: z._default(z.union([z.literal('page'), languageTag]), 'page'),
  /** The owner's words instead of Portico's, by language and key of the text. */
  texts: z._default(z.record(languageTag, z.record(name, z.string().check(z.maxLength(2000)))), {}),
  access: z._default(accessSection, {}),
  tickets: z.prefault(ticketsSection, {}),
  form: z.prefault(formsSection, {}),
  actions: z.prefault(actionsSection, {}),
  /** The menu besides the portal's own entries. */
  navigation: z._default(z.array(menuItem).check(z.maxLength(30)), []),
  /** The link from the knowledge base. */
  link: z.prefault(z.strictObject({ enabled: z._default(z.boolean(), true), text: z._default(localizedText, {}) }), {}),
  brand: z.prefault(brand, {}),
  /** Addresses of people besides the owners who may open these settings. Only owners may change the list. */
  editors: z._default(z.array(z.string().check(z.regex(/^[^\s@]+@[^\s@]+$/))), []),
});
/** As the owner writes it: everything but the version may be left out. */
export type PortalSettingsInput = z.input<typeof portalSettings>;
/** With everything filled in. */
export type PortalSettings = z.infer<typeof portalSettings>;

/** The document of a portal that nobody has touched. */
export const defaultSettings = (): PortalSettings => z.parse(portalSettings, { version: SETTINGS_VERSION });
