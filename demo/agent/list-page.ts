import type { Page } from '../../src/contract/index.ts';
import type { AgentTicket, DeskAgentPerson, DeskStage, Queue } from '../../src/adapters/desk/index.ts';
import { markup, moment, options, type Content, type Markup } from './document.ts';

/** What can be chosen on the page. */
interface Choices {
  readonly stages: readonly DeskStage[];
  readonly queues: readonly Queue[];
  readonly team: readonly DeskAgentPerson[];
  /** Makes a form that is sent twice write once. */
  readonly key: string;
}

/** The list of tickets, the one with the latest public message first. */
export function listPage({ items, nextCursor }: Page<AgentTicket>, { stages, queues, team, key }: Choices, parameters: URLSearchParams): Content {
  return {
    title: 'Tickets',
    body: markup`
      <h1>Tickets</h1>
      ${filters(stages, parameters)}
      ${items.length === 0 ? markup`<p>No ticket matches.</p>` : markup`
        <table>
          <thead><tr><th>ID</th><th>Title</th><th>Requester</th><th>Status</th><th>Turn</th><th>Agent</th><th>Last public message</th></tr></thead>
          <tbody>${items.map(row)}</tbody>
        </table>`}
      ${nextCursor === null ? '' : markup`<p><a href="?${more(parameters, nextCursor)}">Older tickets</a></p>`}
      ${newTicket(queues, team, key)}`,
  };
}

/** A ticket for a customer who has called: it has no conversation until somebody writes. */
const newTicket = (queues: readonly Queue[], team: readonly DeskAgentPerson[], key: string): Markup => markup`
  <form method="post" action="/agent/tickets" aria-labelledby="new">
    <h2 id="new">New ticket, for somebody who has called</h2>
    <label>Customer’s address <input type="email" name="requester" required></label>
    <label>Customer’s name <input name="name" autocomplete="off"></label>
    <label>Title <input name="subject" required dir="auto"></label>
    <label>Queue <select name="queue">${options(queues.map(({ id, name }) => [id, name]), '')}</select></label>
    <label>By <select name="agent" required>${options(team.map(({ email, name }) => [email, name]), '')}</select></label>
    <label>Note for the team, never shown to customers <textarea name="text" rows="3" dir="auto"></textarea></label>
    <input type="hidden" name="key" value="${key}-create"><button>Make the ticket</button>
  </form>`;

function filters(stages: readonly DeskStage[], parameters: URLSearchParams): Markup {
  const value = (name: string): string => parameters.get(name) ?? '';
  const select = (name: string, label: string, choices: readonly (readonly [string, string])[]): Markup =>
    markup`<label>${label} <select name="${name}">${options([['', 'All'], ...choices], value(name))}</select></label>`;
  return markup`
    <form method="get" action="/agent" role="search">
      <label>Search <input type="search" name="search" value="${value('search')}"></label>
      ${select('status', 'Status', [['open', 'Open'], ['closed', 'Closed']])}
      ${select('stage', 'Stage', stages.map(({ id, label }) => [id, label]))}
      ${select('turn', 'Whose turn', [['support', 'Ours'], ['customer', 'The customer’s']])}
      <button>Show</button>
      <a href="/agent">Show all</a>
    </form>`;
}

const TURN = { support: 'Ours', customer: 'Customer' };

const row = ({ id, displayId, subject, requester, organization, status, waitingOn, assignee, lastActivity }: AgentTicket): Markup => markup`
  <tr>
    <td>${displayId}</td>
    <td><a href="/agent/tickets/${id}" dir="auto">${subject === '' ? '(no subject)' : subject}</a></td>
    <td><bdi>${requester.name}</bdi>${organization === null ? '' : markup`<br><small><bdi>${organization.name}</bdi></small>`}</td>
    <td><span class="stage ${status.category}">${status.label}</span></td>
    <td>${waitingOn === null ? '' : markup`<span class="${waitingOn}">${TURN[waitingOn]}</span>`}</td>
    <td>${assignee === null ? '' : assignee.name}</td>
    <td>${moment(lastActivity)}</td>
  </tr>`;

function more(parameters: URLSearchParams, cursor: string): string {
  const next = new URLSearchParams(parameters);
  next.set('cursor', cursor);
  return next.toString();
}
