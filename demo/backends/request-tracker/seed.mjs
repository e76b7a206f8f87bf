// Writes the demo's tickets into Request Tracker over HTTP, each message as the person who says it, and
// connection.json, which tells the demo how to reach it.
//
// usage: node seed.mjs URL DATA_FOLDER     (accounts.json is there, made by initial-data.pl)
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { client, deliver } from './client.mjs';
import { samples } from './samples.mjs';
import { CANARY, gauges, tickets } from './tickets.mjs';

const [base, folder] = process.argv.slice(2);
const { service, reader, ...people } = JSON.parse(readFileSync(join(folder, 'accounts.json'), 'utf8'));
const as = Object.fromEntries(Object.entries(people).map(([key, { token }]) => [key, client(base, token)]));
const attachments = (names = []) => names.map((name) => samples[name]);
const content = ({ text, html }) => (html === undefined
  ? { Content: text, ContentType: 'text/plain' } : { Content: html, ContentType: 'text/html' });

const created = (ticket) => ({
  Queue: ticket.queue ?? 'Support', Requestor: people[ticket.from].email, Cc: (ticket.cc ?? []).map((key) => people[key].email),
  Subject: ticket.subject, ...content(ticket), CustomFields: ticket.fields ?? {},
});

const ids = {};

// First, so that they are the oldest.
for (let start = 0; start < gauges.length; start += 25) {
  const batch = gauges.slice(start, start + 25);
  const answers = await as.erin.post('/tickets/bulk', batch.map((ticket) => ({ ...created(ticket), Status: ticket.status })));
  answers.forEach((answer, n) => {
    if (!answer.id) throw new Error(`bulk: ${JSON.stringify(answer)}`);
    ids[batch[n].name] = Number(answer.id);
  });
}

for (const ticket of tickets) {
  const { id } = await as[ticket.by ?? ticket.from].post('/ticket', created(ticket), attachments(ticket.files));
  ids[ticket.name] = Number(id);
  for (const message of ticket.thread ?? []) {
    await as[message.by].post(`/ticket/${id}/${message.internal ? 'comment' : 'correspond'}`, content(message), attachments(message.files));
  }
}

// Afterwards, because links and merges name other tickets, and a customer's reply opens a ticket again.
for (const { name, status, owner, agentFields, refersTo, mergedInto } of tickets) {
  await as.agnes.put(`/ticket/${ids[name]}`, {
    Status: status, ...(owner && { Owner: owner }), ...(agentFields && { CustomFields: agentFields }),
    ...(refersTo && { AddRefersTo: refersTo.map((other) => ids[other]) }),
  });
  if (mergedInto) await as.agnes.put(`/ticket/${ids[name]}`, { MergeInto: ids[mergedInto] });
}

// A mail as mail programs write it: two forms of the text, one of them in an old character set, and an image inside.
const subject = 'By mail: label printer prints stripes';
const lines = (buffer) => buffer.toString('base64').match(/.{1,76}/g).join('\r\n');
await deliver(base, 'Support', [
  `From: "Archer, Alice" <${people.alice.email}>`, 'To: help@portico.example', `Subject: ${subject}`,
  'Message-ID: <stripes@acme.example>', `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, 'MIME-Version: 1.0',
  'Content-Type: multipart/related; boundary=outer', '', '--outer', 'Content-Type: multipart/alternative; boundary=inner', '',
  '--inner', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', '',
  'The label printer prints stripes =E2=80=93 like this:', '', '--inner', 'Content-Type: text/html; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable', '', '<p>The <b>label printer</b> prints stripes. Sch=F6ne Gr=FC=DFe!</p>',
  '<p><img src=3D"cid:scan@acme.example" alt=3D"stripes"></p>', '', '--inner--', '', '--outer',
  'Content-Type: image/png; name="scan.png"', 'Content-Transfer-Encoding: base64', 'Content-ID: <scan@acme.example>',
  'Content-Disposition: inline; filename="scan.png"', '', lines(samples.inline.content), '--outer--', '',
].join('\r\n'));
const mailed = await as.agnes.get(`/tickets?query=${encodeURIComponent(`Subject = '${subject}'`)}`);
ids['by-mail'] = Number(mailed.items[0].id);

const pick = (keys) => Object.fromEntries(Object.entries(people).filter(([, { organization }]) => Boolean(organization) === keys));
writeFileSync(join(folder, 'connection.json'), `${JSON.stringify({
  baseUrl: base, queue: 'Support', idempotencyField: 'Portal request', canary: CANARY,
  service, reader, agents: pick(false), customers: pick(true), tickets: ids,
}, null, 2)}\n`, { mode: 0o600 });
