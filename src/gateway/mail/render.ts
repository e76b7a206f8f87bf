import { nearestLanguage } from '../../contract/index.ts';
import type { AccessSettings } from '../access/settings.ts';
import { greetingName } from './greeting-name.ts';
import { directionOf, escapeHtml, layout, type Block } from './layout.ts';
import type { Mail } from './mail-option.ts';
import type { MailOrder } from './outbox.ts';
import { en } from './texts/en.ts';
import { MAIL_LANGUAGES } from './texts/languages.ts';
import type { MailText, MailTexts } from './texts/mail-texts.ts';

type Values = Readonly<Record<string, string | undefined>>;
/** Splits a text so that every second part is a placeholder's name. */
const PLACEHOLDER = /\{(name|portal|link|code|minutes|validity)\}/;

/**
 * Writes a mail: as plain text, and as HTML made of the same text. Links and codes come out of the order only, never out of a name.
 * @param portal The portal's name. @param own The owner's words, which go before ours.
 */
export function renderMail(order: MailOrder, portal: string, own: AccessSettings['mails']): Pick<Mail, 'subject' | 'text' | 'html' | 'language'> {
  const { language, words, button, nobody, validity } = wordsFor(order, own);
  const name = greetingName(order.name) || nobody;
  const values: Values = {
    name, portal, link: order.link, code: order.code && grouped(order.code, language), minutes: order.minutes?.toString(), validity,
  };
  const text = words.text.replace(/\r\n?/g, '\n').replace(name === '' ? /[,،]? \{name\}/g : '', '');
  const paragraphs = text.split(/\n\s*\n/).map((paragraph) => paragraph.trim()).filter((paragraph) => paragraph !== '' && isComplete(paragraph, values));
  // A header is one line.
  const subject = fill(words.subject, values).replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return {
    subject, language,
    text: `${paragraphs.map((paragraph) => fill(paragraph, values)).join('\n\n')}\n`,
    html: layout(subject, language, paragraphs.flatMap((paragraph) => blocksOf(paragraph, values, button ?? portal))),
  };
}

/** The words of a mail in the nearest language to the one asked for, the owner's before ours; in English where there is none. */
function wordsFor(order: MailOrder, own: AccessSettings['mails']): {
  language: string; words: Pick<MailText, 'subject' | 'text'>; button: string | undefined; nobody: string; validity: string | undefined;
} {
  const owners = own[order.kind] ?? {};
  const known = [...MAIL_LANGUAGES.keys()];
  const tags = [...Object.keys(owners), ...known];
  const language = nearestLanguage(order.language ?? '', tags) ?? nearestLanguage('en', tags) ?? 'en';
  const base = nearestLanguage(language, known);
  const ours = MAIL_LANGUAGES.get(base ?? '');
  return {
    language, words: owners[language] ?? (ours ?? en).mails[order.kind],
    button: ours?.mails[order.kind].button, nobody: ours?.nobody ?? '', validity: base && ours && validityOf(order, base, ours),
  };
}

/** How long link or code work, as a sentence. */
function validityOf({ link, code, minutes }: MailOrder, language: string, { validity }: MailTexts): string | undefined {
  if (minutes === undefined) return undefined;
  const [key, count] = code !== undefined ? [link === undefined ? 'codeMinutes' : 'bothMinutes', minutes] as const
    : minutes % 1440 === 0 ? ['linkDays', minutes / 1440] as const
    : minutes % 60 === 0 ? ['linkHours', minutes / 60] as const
    : ['linkMinutes', minutes] as const;
  const sentences = validity[key];
  return (sentences[new Intl.PluralRules(language).select(count)] ?? sentences.other).replace('{count}', new Intl.NumberFormat(language, { numberingSystem: 'latn' }).format(count));
}

/** A code in groups of four, which are easier to read. From right to left two groups of digits would change places, so there it is one. */
const grouped = (code: string, language: string): string => (directionOf(language) === 'rtl' ? code : code.replace(/.{4}(?=.)/g, '$& '));

const isComplete = (text: string, values: Values): boolean => text.split(PLACEHOLDER).every((part, index) => index % 2 === 0 || values[part] !== undefined);

const fill = (text: string, values: Values): string => text.split(PLACEHOLDER).map((part, index) => (index % 2 === 0 ? part : values[part] ?? '')).join('');

/** A link or a code on a line of its own becomes a block; all else is text. */
function blocksOf(paragraph: string, values: Values, label: string): Block[] {
  return paragraph.split(/^[^\S\n]*\{(link|code)\}[^\S\n]*$/m).map((part, index): Block => {
    if (index % 2 === 0) return { html: htmlOf(part.trim(), values) };
    return part === 'link' ? { link: values['link'] ?? '', label } : { code: values['code'] ?? '' };
  }).filter((block) => !('html' in block) || block.html !== '');
}

const htmlOf = (text: string, values: Values): string => text.split(PLACEHOLDER).map((part, index) => {
  const shown = escapeHtml(index % 2 === 0 ? part : values[part] ?? '');
  if (index % 2 === 0) return shown.replaceAll('\n', '<br>\n');
  return part === 'link' ? `<a href="${shown}" dir="ltr">${shown}</a>` : part === 'name' || part === 'portal' ? `<bdi>${shown}</bdi>` : shown;
}).join('');
