import * as z from 'zod/mini';
import { localizedText } from './localized-text.ts';

/** An address that a page may lead to or show: of the web (http or https), a path of the site, or a mail address. Never a script. */
export const webAddress = z.string().check(z.maxLength(2000), z.regex(/^(?:https?:\/\/[^\s]+|mailto:[^\s@]+@[^\s@]+|\/(?![/\\])[^\s]*)$/));

/** A colour: `#2563eb`, or `oklch(…)`, `rgb(…)`, `hsl(…)`. Checked by its form, so that nothing else gets into a style sheet. */
export const color = z.string().check(z.regex(/^(?:#(?:[\da-f]{3}|[\da-f]{6})|(?:oklch|rgb|hsl)\([\d.%,/ deg+-]{5,60}\))$/i));

/** What a host's look is replaced by; absent parts come from the host. */
export const theme = z.strictObject({
  accent: z.optional(color),
  surface: z.optional(color),
  text: z.optional(color),
  /** Pixels. */
  radius: z.optional(z.number().check(z.gte(0), z.lte(32))),
  /** A CSS font-family list. */
  font: z.optional(z.string().check(z.maxLength(300), z.regex(/^[\w\s,'"-]+$/))),
});
export type Theme = z.infer<typeof theme>;

/** An entry of the portal's menu. */
export const menuItem = z.strictObject({ label: localizedText, href: webAddress });
export type MenuItem = z.infer<typeof menuItem>;

/** What the owner adds to the host's look. */
export const brand = z.strictObject({
  /** The picture in the portal's head, and what it is called for those who do not see it (default: the portal's name). */
  logo: z._default(z.nullable(z.strictObject({ src: webAddress, alt: z._default(localizedText, {}) })), null),
  /** The icon of the browser's tab while the portal is open. */
  favicon: z._default(z.nullable(webAddress), null),
  theme: z._default(theme, {}),
});
export type Brand = z.infer<typeof brand>;
