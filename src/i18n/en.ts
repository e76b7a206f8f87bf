import { access } from './en/access.ts';
import { account } from './en/account.ts';
import { common } from './en/common.ts';
import { copies } from './en/copies.ts';
import { drafts } from './en/drafts.ts';
import { files } from './en/files.ts';
import { form } from './en/form.ts';
import { list } from './en/list.ts';
import { login } from './en/login.ts';
import { navigation } from './en/navigation.ts';
import { portal } from './en/portal.ts';
import { rating } from './en/rating.ts';
import { session } from './en/session.ts';
import { settings } from './en/settings.ts';
import { ticket } from './en/ticket.ts';
import { tickets } from './en/tickets.ts';
import { ways } from './en/ways.ts';

/**
 * English, the language that is always there, and the list of all texts, in sections: an element brings those that it needs
 * ({@link import('./localize-controller.ts').LocalizeController}). `{name}` is a placeholder. A text with plural forms is an object by
 * the categories of `Intl.PluralRules`; its number is the placeholder `{count}`.
 */
export const en = { ...common, ...portal, ...login, ...ways, ...access, ...account, ...session, ...navigation, ...list, ...tickets, ...ticket, ...copies, ...rating, ...drafts, ...files, ...form, ...settings } as const;

/** A text: one form, or one for each plural category that the language has. */
export type Text = string | Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** The name of a text. */
export type TextKey = keyof typeof en;

/** All texts of a language. */
export type Texts = Readonly<Record<TextKey, Text>>;
