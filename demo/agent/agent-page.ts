import { createHash, randomBytes } from 'node:crypto';
import { isPortalError, PortalError, toPortalError, type StatusCategory, type Party } from '../../src/contract/index.ts';
import type { AgentTicketQuery, Desk } from '../../src/adapters/desk/index.ts';
import { document, type Content } from './document.ts';
import { listPage } from './list-page.ts';
import { ticketPage, type Done } from './ticket-page.ts';

/** Makes a link by which an agent sees the portal as a customer. */
export type PreviewLink = (people: { readonly agent: string; readonly customer: string }) => Promise<string>;

/**
 * The support team's side of the demo, under `/agent`: whoever can open it may do everything, so it answers only on this
 * machine's own address. A real team works in its own ticketing system.
 */
export function agentPage(desk: Desk, previewLink: PreviewLink): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url);
    if (!isOwn(request, url)) return message(403, 'This page answers only to itself, on this machine.');
    try {
      return await answer(desk, previewLink, request, url) ?? message(404, 'There is no such page.');
    } catch (error) {
      const { code } = toPortalError(error);
      if (code === 'not-found') return message(404, 'There is no such ticket, file or customer account.');
      if (isPortalError(error, 'invalid-input')) return message(422, 'Something is missing or wrong: write a text or choose a file; a new ticket needs a title and the customer’s address.');
      console.error(error);
      return message(code === 'unavailable' ? 503 : 500, 'The desk cannot do this just now.');
    }
  };
}

/** No other site may make the browser act here, nor reach this page by a name of its own that leads to this machine. */
function isOwn(request: Request, url: URL): boolean {
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname)) return false;
  if (request.method === 'GET') return true;
  const [site, origin] = [request.headers.get('Sec-Fetch-Site'), request.headers.get('Origin')];
  return site === null ? origin === url.origin : site === 'same-origin';
}

async function answer(desk: Desk, previewLink: PreviewLink, request: Request, url: URL): Promise<Response | null> {
  const [first, ticketId, action, file, ...rest] = url.pathname.split('/').filter(Boolean).slice(1);
  if (rest.length > 0) return null;
  if (request.method === 'GET') {
    if (first === undefined) return page(await list(desk, url.searchParams));
    if (first !== 'tickets' || ticketId === undefined) return null;
    if (action === undefined) return page(await ticket(desk, ticketId, url.searchParams));
    return action === 'files' && file !== undefined ? download(desk, ticketId, file) : null;
  }
  if (request.method !== 'POST' || first !== 'tickets' || file !== undefined) return null;
  if (ticketId === undefined) return seeOther(`/agent/tickets/${await create(desk, await request.formData())}?done=create#done`);
  if (action === undefined) return null;
  if (action === 'preview') return seeOther(await preview(desk, previewLink, ticketId));
  const done = await act(desk, ticketId, action, await request.formData());
  return done === null ? null : seeOther(`/agent/tickets/${encodeURIComponent(ticketId)}?done=${done}#done`);
}

const seeOther = (location: string): Response => new Response(null, { status: 303, headers: { Location: location } });

async function preview({ agent }: Desk, previewLink: PreviewLink, ticketId: string): Promise<string> {
  const [{ requester, assignee }, [somebody]] = await Promise.all([agent.getTicket(ticketId), agent.listAgents()]);
  return previewLink({ agent: (assignee ?? somebody)?.name ?? 'Support', customer: requester.email });
}

async function list({ agent }: Desk, parameters: URLSearchParams): Promise<Content> {
  const text = (name: string): string => parameters.get(name) ?? '';
  const query: AgentTicketQuery = {
    ...(text('search') === '' ? {} : { search: text('search') }),
    ...(text('stage') === '' ? {} : { stage: text('stage') }),
    ...(isOneOf<StatusCategory>(text('status'), ['open', 'closed']) ? { status: text('status') as StatusCategory } : {}),
    ...(isOneOf<Party>(text('turn'), ['customer', 'support']) ? { waitingOn: text('turn') as Party } : {}),
    ...(text('cursor') === '' ? {} : { cursor: text('cursor') }),
  };
  const [tickets, stages, queues, team] = await Promise.all([agent.listTickets(query), agent.listStages(), agent.listQueues(), agent.listAgents()]);
  return listPage(tickets, { stages, queues, team, key: formKey() }, parameters);
}

async function ticket({ agent }: Desk, ticketId: string, parameters: URLSearchParams): Promise<Content> {
  const [found, stages, team] = await Promise.all([agent.getTicket(ticketId), agent.listStages(), agent.listAgents()]);
  return ticketPage(found, stages, team, { done: parameters.get('done'), key: formKey() });
}

/** Sent along with a form, so that one sent twice writes once. */
const formKey = (): string => randomBytes(12).toString('hex');

/** Makes a ticket without any public message; answers its id. */
async function create({ agent }: Desk, form: FormData): Promise<string> {
  const { text, digest } = read(form);
  const [subject, email] = [text('subject').trim(), text('requester').trim()];
  if (subject === '' || !/^[^\s@]+@[^\s@]+$/.test(email)) throw new PortalError('invalid-input', 'A ticket needs a title and a customer.');
  const idempotencyKey = `${text('key')}-${digest([subject, email, text('text')])}`;
  const ticketId = await agent.createTicket({ subject, requester: { email, name: text('name').trim() }, queue: text('queue'), idempotencyKey });
  if (text('text').trim() !== '') await agent.internalNote({ ticketId, agent: text('agent'), text: text('text'), idempotencyKey: `${idempotencyKey}-note` });
  return ticketId;
}

/** The texts of a form. Forms send line ends as CRLF (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html). */
function read(form: FormData): { text(name: string): string; digest(content: unknown): string } {
  return {
    text(name) {
      const value = form.get(name);
      return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
    },
    // The form's key and its content: sent twice it is the same, but not after going back and writing something else.
    digest: (content) => createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32),
  };
}

async function act({ agent }: Desk, ticketId: string, action: string, form: FormData): Promise<Done | null> {
  const { text, digest } = read(form);
  // A file input without a choice sends one empty file without a name.
  const files = form.getAll('files').filter((file) => file instanceof File).filter(({ name, size }) => name !== '' && size > 0);
  const idempotencyKey = `${text('key')}-${digest([text('text'), files.map(({ name, size }) => [name, size])])}`;
  const content = { ticketId, agent: text('agent'), text: text('text'), files, idempotencyKey };
  switch (action) {
    case 'reply': await agent.publicReply({ ...content, channel: 'portal', thread: text('thread') === 'new' ? 'new' : Number(text('thread') || 1), ...(text('stage') === '' ? {} : { stage: text('stage') }) }); return 'reply';
    case 'note': await agent.internalNote(content); return 'note';
    case 'status': await agent.setStatus(ticketId, text('stage')); return 'status';
    case 'assign': await agent.assign(ticketId, text('agent') === '' ? null : text('agent')); return 'assign';
    default: return null;
  }
}

/** Bytes of strangers: saved, never opened, whatever they are. An `<img>` shows a picture all the same. */
async function download({ agent }: Desk, ticketId: string, attachmentId: string): Promise<Response> {
  const file = await agent.downloadAttachment(ticketId, attachmentId);
  return new Response(file.stream(), {
    headers: {
      'Content-Type': file.type || 'application/octet-stream', 'Content-Length': String(file.size), 'Content-Security-Policy': 'sandbox; default-src \'none\'',
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'private, no-store',
    },
  });
}

function page(content: Content, status = 200): Response {
  const nonce = randomBytes(16).toString('base64');
  return new Response(document(content, nonce).toString(), {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin', 'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    },
  });
}

const message = (status: number, text: string): Response => page({ title: text, body: text }, status);

const isOneOf = <Value extends string>(value: string | null, values: readonly Value[]): value is Value => values.includes(value as Value);
