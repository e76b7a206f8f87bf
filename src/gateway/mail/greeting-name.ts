const LENGTH = 60;

/**
 * A person's name for a greeting; empty where there is none that can be used.
 *
 * Anybody can register with somebody else's address and an advertisement for a name. So only what names are made of is let in: letters,
 * spaces and a few marks; whatever holds more (digits, `:`, `/`, `@`, line ends) is left out as a whole. A dot gets a space behind
 * it, so that no mail program makes a link of `shop.example`. And it is cut at 60 characters.
 */
export function greetingName(name: string): string {
  const trimmed = name.normalize('NFC').trim();
  if (!/^[\p{L}\p{M} '’.,()&·-]+$/u.test(trimmed)) return '';
  return [...trimmed.replace(/\.(?=\S)/g, '. ')].slice(0, LENGTH).join('').trim();
}
