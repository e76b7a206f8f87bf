const LINK = /\b(?:https?:\/\/|mailto:)[^\s<>"'`\u00a0\u200b-\u200f\u2028-\u202e\u2066-\u2069\u3000-\u3002\uff08\uff09\uff0c\u300c-\u300f]{1,2000}|\b[\w.+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,63}\b/giu;

/** The protocols that a message may lead to. */
const PROTOCOLS = new Set(['http:', 'https:', 'mailto:']);

/** The address of a link if a message may lead there: absolute, http, https or mailto. Undefined otherwise. */
export function safeHref(value: string): string | undefined {
  try {
    const url = new URL(value.trim());
    return PROTOCOLS.has(url.protocol) ? url.href : undefined;
  } catch {
    // No address, or one relative to a page that the message is not on.
    return undefined;
  }
}

/** A link out of a message. It opens beside the page, which learns nothing of it and tells it nothing. */
export function makeLink(href: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = href;
  link.target = '_blank';
  link.rel = 'noopener noreferrer nofollow';
  return link;
}

/** Appends text with its web and mail addresses as links. Everything else stays, letter by letter. */
export function appendText(target: Node, text: string): void {
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const found = withoutTrail(match[0]);
    const href = safeHref(/^(?:https?|mailto):/i.test(found) ? found : `mailto:${found}`);
    if (href === undefined) continue;
    target.appendChild(document.createTextNode(text.slice(end, match.index)));
    const link = makeLink(href);
    link.textContent = found;
    target.appendChild(link);
    end = match.index + found.length;
  }
  target.appendChild(document.createTextNode(text.slice(end)));
}

/** Punctuation at the end belongs to the sentence; so does a bracket that was opened before the address. */
function withoutTrail(address: string): string {
  let text = address;
  for (;;) {
    const last = text.at(-1) ?? '';
    if (/[.,;:!?…*_~|]/.test(last)) text = text.slice(0, -1);
    else if (')]}'.includes(last) && last !== '' && count(text, last) > count(text, last === ')' ? '(' : last === ']' ? '[' : '{')) text = text.slice(0, -1);
    else return text;
  }
}

const count = (text: string, letter: string): number => text.split(letter).length - 1;
