import type { FileSource } from '../../contract/index.ts';
import { ok, rejects, same } from '../assert.ts';
import { bytesOf, everyMessage, sameBytes } from '../bench.ts';
import { publicOf } from './reading.ts';
import type { Tests } from '../suite.ts';

const MEGABYTE = 1024 * 1024;

/** Bytes without a pattern, the same in every run. */
export function noise(length: number): Uint8Array<ArrayBuffer> {
  const words = new Uint32Array(Math.ceil(length / 4));
  let state = 0x9e3779b9;
  for (let index = 0; index < words.length; index += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state;
  }
  return new Uint8Array(words.buffer).slice(0, length);
}

/** Files, on their way out and on their way in. */
export function attachmentTests({ bench, test }: Tests): void {
  test('files of a message have their names, types and sizes, and come byte for byte', async () => {
    const client = await bench.client('alice');
    for (const key of ['unicode', 'conversation']) {
      const messages = await everyMessage(client, bench.id(key));
      const given = publicOf(bench.given(key)).reverse();
      same(messages.map(({ attachments }) => attachments.map(({ name }) => name)), given.map(({ files = [] }) => files.map(({ name }) => name)), `names of the files in ${key}`);
      for (const [index, message] of messages.entries()) {
        for (const [place, { id, name, size, type }] of message.attachments.entries()) {
          const original = given[index]?.files?.[place];
          const content = original?.content ?? new Uint8Array();
          same([size, type.split(';')[0]], [content.length, original?.type], `size and type of ${name}`);
          const file = await client.downloadAttachment({ ticketId: bench.id(key), messageId: message.id, attachmentId: id }, {});
          same([file.name, file.type.split(';')[0]], [name, original?.type], 'name and type of the download');
          sameBytes(await bytesOf(file), content, `download of ${name}`);
        }
      }
    }
  });

  /** Replies with files; where the backend takes none, proves it. @returns what was stored, null where nothing could be. */
  const send = async (files: readonly FileSource[], text = ''): Promise<void> => {
    const client = await bench.client('wendy');
    const ticketId = bench.take('open');
    const { capabilities } = await client.getTicket({ ticketId }, {});
    if (!capabilities.attach) {
      await rejects(client.reply({ ticketId, text, files: [...files] }, bench.write()), ['unsupported', 'conflict', 'invalid-input'], 'files, which the capabilities deny');
      return;
    }
    const answer = await client.reply({ ticketId, text, files: [...files] }, bench.write());
    const [stored] = await everyMessage(client, ticketId);
    same(stored?.attachments, answer.attachments, 'files of the stored message and of the answer');
    same(stored?.attachments.map(({ name, size, contentId }) => [name, size, contentId]), files.map(({ name, size }) => [name, size, null]), 'names and sizes');
    for (const [index, file] of files.entries()) {
      const download = await client.downloadAttachment({ ticketId, messageId: answer.id, attachmentId: stored?.attachments[index]?.id ?? '' }, {});
      same(download.name, file.name, 'name of the download');
      sameBytes(await bytesOf(download), await bytesOf(file), `download of ${file.name}`);
    }
  };

  test('a reply carries several files with names in any script', async () => {
    const names = ['견적서 (최종).pdf', 'crash 💥.log', 'Rechnung Nº 42 – März.pdf', 'فاتورة.txt', '100% off+more & co; it\'s.txt', 'a.tar.gz', '.hidden', 'no-extension'];
    await send(names.map((name, index) => new File([noise(index + 1)], name, { type: 'application/octet-stream' })), 'Here they are.');
  });

  test('a reply may be a file without words', async () => send([new File(['just this'], 'only.txt', { type: 'text/plain' })]));

  test('two files of the same name stay two files', async () => send([new File(['first'], 'same.txt', { type: 'text/plain' }), new File(['the second'], 'same.txt', { type: 'text/plain' })]));

  test('a file of 5 MB comes back byte for byte', async () => send([new File([noise(5 * MEGABYTE)], 'five megabytes.bin', { type: 'application/octet-stream' })], 'A large one.'));

  test('files beyond the limits are refused before a byte is read', async () => {
    const client = await bench.client('alice');
    const { capabilities } = await client.getProfile({}, {});
    if (!capabilities.reply) return;
    const unread = (name: string, size: number): FileSource => ({
      name, size, type: 'application/x-suite',
      stream: () => {
        throw new Error('The file was read.');
      },
    });
    const ticketId = bench.id('conversation');
    const issuesOf = async (files: FileSource[]): Promise<string[]> =>
      (await rejects(client.reply({ ticketId, text: 'x', files }, bench.write()), 'invalid-input', 'a file beyond the limits')).issues.map(({ code }) => code);
    if (capabilities.files === null) {
      same(await issuesOf([unread('x.txt', 1)]), ['invalid'], 'what is wrong with a file where none can be sent');
      return;
    }
    const { maxBytes, maxFiles, accept } = capabilities.files;
    ok(maxBytes > 0 && maxFiles > 0, 'The limits allow no file at all; say so with null.');
    ok((await issuesOf([unread('large.bin', maxBytes + 1)])).includes('file-too-large'), 'A file that is too large is refused for another reason.');
    ok((await issuesOf([unread('empty.bin', 0)])).includes('file-empty'), 'An empty file is refused for another reason.');
    ok((await issuesOf(Array.from({ length: maxFiles + 1 }, (_, index) => unread(`${String(index)}.bin`, 1)))).includes('too-many-files'), 'Too many files are refused for another reason.');
    if (accept !== null) ok((await issuesOf([unread('x.suite', 1)])).includes('file-type'), 'A type that is not accepted is refused for another reason.');
  });

  test('a file that breaks while it is read leaves no half message', async () => {
    const client = await bench.client('wendy');
    const ticketId = bench.take('open');
    const before = await everyMessage(client, ticketId);
    const broken: FileSource = {
      name: 'broken.bin', type: 'application/octet-stream', size: 1000,
      stream: () => new ReadableStream({
        start(controller) {
          controller.enqueue(new Uint8Array(10));
          controller.error(new Error('The disk is gone.'));
        },
      }),
    };
    const outcome = await client.reply({ ticketId, text: 'With a broken file', files: [broken] }, bench.write()).then(() => 'answered', () => 'rejected');
    same(outcome, 'rejected', 'a reply whose file breaks');
    same(await everyMessage(client, ticketId), before, 'the conversation');
  });
}
