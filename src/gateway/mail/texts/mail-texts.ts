import type { MailKind } from '../../../contract/index.ts';

/** A sentence with a number, `{count}`, by plural category. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** A mail of a kind. */
export interface MailText {
  readonly subject: string;
  /** What the button that follows the link says. */
  readonly button: string;
  /**
   * Plain text; empty lines part paragraphs. One that asks for what the mail does not bring (`{link}` where there is only a code) is left
   * out. `{validity}` is the sentence that says how long link or code work.
   */
  readonly text: string;
}

/** The mails in a language. */
export interface MailTexts {
  /** What a person without a name is called; where it is empty, the space before the name goes too, and a comma before that. */
  readonly nobody: string;
  readonly validity: Readonly<Record<'linkMinutes' | 'linkHours' | 'linkDays' | 'codeMinutes' | 'bothMinutes', Plural>>;
  readonly mails: Readonly<Record<MailKind, MailText>>;
}
