/** A mail as it is sent. */
export interface Mail {
  /** The same at every try, so that a receiver can tell a repetition: `<…@host of the gateway>`. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Tag of the language it is written in. */
  readonly language: string;
}

/** How mails are sent. `from` is an address, with or without a name: `Example Support <support@example.com>`. */
export type MailOption =
  /**
   * By SMTP: `smtps://user:password@mail.example.com`, `smtp://localhost:25`; with `?requireTLS=true` an `smtp:` server that does not offer TLS gets
   * nothing. Node only.
   */
  | { readonly from: string; readonly smtp: string }
  /** By anything else. Rejects where the mail was not taken; it is then tried again. It has a minute. */
  | { readonly from: string; readonly send: (mail: Mail) => Promise<void> };

/** What is wrong with the option, as a sentence without its values (they hold a password); undefined where nothing is. */
export function mailProblem(option: MailOption | undefined): string | undefined {
  if (option === undefined) return undefined;
  if (!/^(?:[^\s@<>,;]+@[^\s@<>,;]+|[^\p{Cc}<>]*<[^\s@<>,;]+@[^\s@<>,;]+>)$/u.test(option.from)) {
    return '`mail.from` must be an address, such as "Example Support <support@example.com>".';
  }
  if ('smtp' in option && !/^smtps?:\/\/[^/]/.test(option.smtp)) return '`mail.smtp` must be the address of a mail server, such as "smtps://user:password@mail.example.com".';
  return undefined;
}

/** Whether a text can stand as the one receiver of a mail: an address, and nothing that a mail program could take for a second one or for the end of a line. */
export const isMailAddress = (text: string): boolean => text.length <= 254 && /^[^\s\p{C}@,;:<>()[\]\\"]+@[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)*$/u.test(text);
