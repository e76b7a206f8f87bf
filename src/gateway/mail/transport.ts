import type { Mail, MailOption } from './mail-option.ts';

/** Brings mails to where they are taken from us. */
export interface Transport {
  /** Resolves when the mail was taken. @throws MailFault where more is known than that it was not */
  send(mail: Mail, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Why a mail was not taken, where it is about this mail and not about all. */
export class MailFault extends Error {
  override readonly name = 'MailFault';
  readonly code: string;
  /** Another try would get the same answer. */
  readonly final: boolean;

  constructor(code: string, final: boolean) {
    super('A mail was not taken.');
    this.code = code;
    this.final = final;
  }
}

/** The transport that the owner chose. */
export const transportOf = (option: MailOption): Transport => 'smtp' in option ? smtp(option.smtp) : { send: (mail) => option.send(mail), close: () => Promise.resolve() };

function smtp(url: string): Transport {
  const connect = async () => {
    const { createTransport } = await import('nodemailer');
    return createTransport({
      url, pool: true, connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 20_000, idleTimeout: 30_000,
      // A connection that ends without an answer may have taken the mail: when to try again is decided by the outbox alone.
      maxRequeues: 0,
      disableFileAccess: true, disableUrlAccess: true,
    });
  };
  let pool: ReturnType<typeof connect> | undefined;
  return {
    async send({ id, from, to, subject, text, html, language }, signal) {
      const transporter = await (pool ??= connect());
      await transporter.sendMail({
        messageId: id, from, to: { name: '', address: to }, subject, text, html, signal,
        // No holiday notes and the like in return (RFC 3834; the second one is Exchange's).
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'Content-Language': language },
      }).catch((error: unknown) => { throw faultOfReply(error); });
    },
    async close() {
      (await pool?.catch(() => undefined))?.close({ force: true });
    },
  };
}

/**
 * A refusal of the receiver or the content leaves the way free for other mails; all else (no connection, no sign-in, a sender that may not send)
 * stands in the way of all. 421 is a server that goes away (RFC 5321, 4.2.1).
 */
function faultOfReply(error: unknown): unknown {
  const { command, responseCode, permanent, code } = error as { command?: string; responseCode?: number; permanent?: boolean; code?: string };
  if (code === 'EENVELOPE' && command === 'API') return new MailFault(code, true); // refused on our side, before any connection
  if ((command !== 'RCPT TO' && command !== 'DATA') || responseCode === undefined || responseCode === 421) return error;
  return new MailFault(`${code ?? 'SMTP'}_${String(responseCode)}`, permanent === true);
}
