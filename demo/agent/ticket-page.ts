import type { Attachment, Rating, RelatedTicket, TicketField } from '../../src/contract/index.ts';
import type { AgentMessage, AgentTicketPage, DeskAgentPerson, DeskStage } from '../../src/adapters/desk/index.ts';
import { markup, moment, options, type Content, type Markup } from './document.ts';

const DONE = { reply: 'Your reply has been sent.', note: 'Your note has been added. Customers do not see it.', status: 'The status has been changed.', assign: 'The ticket has been assigned.', create: 'The ticket has been made.' };
/** What an agent can do with a ticket. */
export type Done = keyof typeof DONE;

interface Moment { readonly done: string | null; readonly key: string }

/** A ticket with its whole conversation, and what an agent can do with it. */
export function ticketPage(ticket: AgentTicketPage, stages: readonly DeskStage[], team: readonly DeskAgentPerson[], { done, key }: Moment): Content {
  const said = done !== null && Object.hasOwn(DONE, done) ? DONE[done as Done] : null;
  return {
    title: `${ticket.displayId} ${ticket.subject}`,
    body: markup`
      <p><a href="/agent">All tickets</a></p>
      <h1><bdi>${ticket.displayId}</bdi> <span dir="auto">${ticket.subject}</span></h1>
      ${said === null ? '' : markup`<p id="done" class="done" role="status">${said}</p>`}
      <div class="ticket">
        <section aria-labelledby="conversation">
          <h2 id="conversation">Conversation</h2>
          ${ticket.conversation.length === 0 ? markup`<p>Nothing has been written yet.</p>` : markup`<ol>${ticket.conversation.map((message) => entry(ticket, message))}</ol>`}
          ${writing(ticket, stages, team, key)}
        </section>
        <aside aria-label="Details">${details(ticket)}${changing(ticket, stages, team)}</aside>
      </div>`,
  };
}

const ROLE = { customer: 'customer', agent: 'support', system: 'system' };

/** How many conversations a ticket has. */
const threadsOf = ({ conversation }: AgentTicketPage): number => Math.max(1, ...conversation.map(({ thread }) => thread ?? 1));

const threadName = (thread: number): string => (thread === 1 ? 'Original conversation' : `Conversation ${String(thread)}`);

const entry = (ticket: AgentTicketPage, message: AgentMessage): Markup => markup`
  <li>
    <article class="${message.visibility} ${message.author.role}">
      <h3>
        <bdi>${message.author.name === '' ? 'The desk' : message.author.name}</bdi> (${ROLE[message.author.role]}), ${moment(message.created)}
        ${message.thread !== null && threadsOf(ticket) > 1 ? markup`<small>${threadName(message.thread)}</small>` : ''}
        ${message.visibility === 'internal' ? markup`<strong class="internal-mark">Internal note: customers never see this</strong>` : ''}
      </h3>
      ${message.text === null || message.text === '' ? '' : markup`<div class="text" dir="auto">${message.text}</div>`}
      ${message.html === null ? '' : mail(ticket.id, message.html, message)}
      ${message.attachments.length === 0 ? '' : markup`<ul>${message.attachments.map((file) => attachment(ticket.id, file))}</ul>`}
    </article>
  </li>`;

/** A stranger's HTML: in a frame where nothing runs and nothing is fetched but the mail's own pictures. */
function mail(ticketId: string, source: string, { attachments }: AgentMessage): Markup {
  const shown = attachments.reduce((text, { id, contentId }) => (contentId === null ? text : text.replaceAll(`cid:${contentId}`, fileUrl(ticketId, id))), source);
  return markup`<iframe sandbox="" title="Formatted mail" srcdoc="${`<meta name="color-scheme" content="light"><body bgcolor="white">${shown}`}"></iframe>`;
}

const fileUrl = (ticketId: string, id: string): string => `/agent/tickets/${ticketId}/files/${id}`;

const attachment = (ticketId: string, { id, name, type, size }: Attachment): Markup =>
  markup`<li><a href="${fileUrl(ticketId, id)}" download><bdi>${name}</bdi></a> <small>${type === '' ? 'file' : type}, ${sizeOf(size)}</small></li>`;

const sizeOf = (bytes: number): string =>
  new Intl.NumberFormat('en', { style: 'unit', unit: bytes < 1000 ? 'byte' : bytes < 1_000_000 ? 'kilobyte' : 'megabyte', maximumFractionDigits: 1 })
    .format(bytes < 1000 ? bytes : bytes < 1_000_000 ? bytes / 1000 : bytes / 1_000_000);

function writing(ticket: AgentTicketPage, stages: readonly DeskStage[], team: readonly DeskAgentPerson[], key: string): Markup {
  const { id, assignee } = ticket;
  const threads = Array.from({ length: threadsOf(ticket) }, (_, index): [string, string] => [String(index + 1), threadName(index + 1)]);
  const from = (hint: string): Markup => markup`<label>${hint} <select name="agent" required>${options(team.map(({ email, name }) => [email, name]), assignee?.email ?? '')}</select></label>`;
  const send = (action: string, label: string): Markup => markup`<input type="hidden" name="key" value="${key}-${action}"><button>${label}</button>`;
  return markup`
    <form method="post" action="/agent/tickets/${id}/reply" enctype="multipart/form-data" aria-labelledby="reply">
      <h2 id="reply">Public reply</h2>
      <label>Reply to the customer <textarea name="text" rows="6" dir="auto"></textarea></label>
      <label>Files <input type="file" name="files" multiple></label>
      ${from('From')}
      <label>Conversation <select name="thread">${options([...threads, ['new', 'A new one']], '1')}</select></label>
      <label>Then set status to <select name="stage">${options([['', 'leave as it is'], ...stages.map((stage) => [stage.id, stage.label] as const)], '')}</select></label>
      ${send('reply', 'Send reply')}
    </form>
    <form method="post" action="/agent/tickets/${id}/note" enctype="multipart/form-data" class="internal" aria-labelledby="note">
      <h2 id="note">Internal note</h2>
      <label>Note for the team, never shown to customers <textarea name="text" rows="3" dir="auto"></textarea></label>
      <label>Files <input type="file" name="files" multiple></label>
      ${from('By')}
      ${send('note', 'Add note')}
    </form>`;
}

const details = ({ requester, organization, cc, status, created, closed, rating, followUpOf, followUps, fields, queue, locked }: AgentTicketPage): Markup => markup`
  <h2>Details</h2>
  <dl>
    ${detail('Status', status.label)}${detail('Requester', `${requester.name} <${requester.email}>`)}
    ${organization === null ? '' : detail('Organization', organization.name)}
    ${cc.length === 0 ? '' : detail('CC', cc.map(({ name }) => name).join(', '))}
    ${detail('Queue', queue)}${detail('Opened', moment(created))}${closed === null ? '' : detail('Closed', moment(closed))}${locked ? detail('Locked', 'Customers can only read it') : ''}
    ${rating === null ? '' : detail('Rating', ratingText(rating))}
    ${followUpOf === null ? '' : detail('Follow-up of', related(followUpOf))}${followUps.map((ticket) => detail('Followed up by', related(ticket)))}
    ${fields.map(({ label, value }) => detail(label, valueText(value)))}
  </dl>`;

const detail = (label: string, value: string | Markup): Markup => markup`<dt>${label}</dt><dd dir="auto">${value}</dd>`;

const ratingText = ({ score, comment }: Rating): string => `${String(score)} of 5${comment === '' ? '' : `: ${comment}`}`;

const related = ({ id, displayId, subject }: RelatedTicket): Markup => markup`<a href="/agent/tickets/${id}">${displayId} <bdi>${subject}</bdi></a>`;

const valueText = (value: TicketField['value']): string => (Array.isArray(value) ? value.join(', ') : value === true ? 'Yes' : value === false ? 'No' : String(value ?? ''));

const changing = ({ id, status, assignee, requester }: AgentTicketPage, stages: readonly DeskStage[], team: readonly DeskAgentPerson[]): Markup => markup`
  <form method="post" action="/agent/tickets/${id}/status">
    <label>Status <select name="stage">${options(stages.map((stage) => [stage.id, stage.label]), status.stage)}</select></label>
    <button>Change status</button>
  </form>
  <form method="post" action="/agent/tickets/${id}/assign">
    <label>Agent <select name="agent">${options([['', 'Nobody'], ...team.map(({ email, name }) => [email, name] as const)], assignee?.email ?? '')}</select></label>
    <button>Assign</button>
  </form>
  <form method="post" action="/agent/tickets/${id}/preview">
    <button>See the portal as <bdi>${requester.name}</bdi></button>
  </form>`;
