import { checkFiles, PortalError, type Customer, type Output, type ParsedInput, type TicketingClient, type Uploads, type WriteContext } from '../contract/index.ts';
import { cleanName } from './files.ts';
import type { Limits } from './options.ts';
import type { UploadStore } from './upload-store.ts';

/** The uploads table, for one customer. */
export type UploadsAdapter = { [Name in keyof Uploads]: (input: ParsedInput<Uploads[Name]>, context: WriteContext) => Promise<Output<Uploads[Name]>> };

export function uploadsFor(customer: Customer, client: TicketingClient, store: UploadStore, limits: Limits): UploadsAdapter {
  return {
    async createUpload({ name: given, type: claimed, size, ticketId }, { signal, idempotencyKey }) {
      const name = cleanName(given);
      if (name === '') throw new PortalError('invalid-input', 'A file needs a name.', { issues: [{ path: 'name', code: 'file-name' }] });
      // Media types are ASCII (RFC 6838, 4.2); what is none is unknown.
      const type = /^[\x20-\x7e]*$/.test(claimed) ? claimed : '';
      if (ticketId !== undefined) {
        const { capabilities } = await client.getTicket({ ticketId }, { signal });
        if (!capabilities.reply || !capabilities.attach) throw new PortalError('conflict', 'This ticket takes no files.');
      }
      const { capabilities: { files, createTicket } } = await client.getProfile({}, { signal });
      if (files === null) throw new PortalError('unsupported', 'This backend takes no files.');
      if (ticketId === undefined && !createTicket) throw new PortalError('unsupported', 'Customers open no tickets here, so there is nothing to attach this to.');
      // The same check as at the write, with the gateway's own bound on top.
      const issues = checkFiles([{ name, type, size, stream: () => new ReadableStream() }], { ...files, maxBytes: Math.min(files.maxBytes, limits.fileBytes) });
      const issue = issues[0];
      if (issue !== undefined) {
        const code = issue.code === 'file-too-large' ? 'too-large' : issue.code === 'file-type' ? 'unsupported-type' : 'invalid-input';
        throw new PortalError(code, 'The file is not accepted.', { issues });
      }
      return store.create(customer.id, idempotencyKey, { name, type, size, ticketId: ticketId ?? null });
    },
    getUpload: ({ uploadId }) => store.get(customer.id, uploadId),
    async appendUpload({ uploadId, offset, bytes }) {
      return store.append(customer.id, uploadId, offset, bytes);
    },
    async deleteUpload({ uploadId }) {
      await store.remove(customer.id, uploadId);
      return {};
    },
  };
}
