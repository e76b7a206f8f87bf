import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/**
 * A real SMTP server on this machine that keeps what it is sent, for tests.
 * @returns {Promise<{ url: string, mails: { to: string[], id: string, subject: string, text: string, html: string }[], next: (to: string, after?: number) => Promise<{ subject: string, text: string, html: string }>, stop: () => Promise<void> }>}
 *   `next` waits, at most ten seconds, for a mail to an address that came after so many
 */
export async function startMailSink() {
  const mails = [];
  const waiting = new Set();
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false,
    onData(stream, session, done) {
      const pieces = [];
      stream.on('data', (piece) => pieces.push(piece));
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(pieces)).then(({ subject = '', text = '', html = '', messageId = '' }) => {
          mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), id: messageId, subject, text, html });
          for (const look of waiting) look();
          done();
        }, done);
      });
    },
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const next = (to, after = 0) => new Promise((resolve, reject) => {
    const timer = setTimeout(() => { reject(new Error(`No mail to ${to} within ten seconds.`)); }, 10_000);
    const look = () => {
      const found = mails.slice(after).find((mail) => mail.to.includes(to));
      if (found === undefined) return;
      clearTimeout(timer);
      waiting.delete(look);
      resolve(found);
    };
    waiting.add(look);
    look();
  });
  return {
    url: `smtp://127.0.0.1:${server.server.address().port}`, mails, next,
    stop: () => new Promise((resolve) => { server.close(() => resolve()); }),
  };
}
