// What the demo's customers and agents have written to each other.
//
// Everything that no customer may ever see contains CANARY, so that a test can look for that one word anywhere.
export const CANARY = 'INTERNAL-ONLY';

const says = (by, text, ...files) => ({ by, text, files });
const mails = (by, html, ...files) => ({ by, html, files });
const notes = (by, text, ...files) => ({ by, text: `${CANARY}: ${text}`, files, internal: true });

const sync = (area, urgency = 'Normal', more = {}) => ({ Product: 'Widget Cloud', Area: area, Urgency: urgency, ...more });
const mobile = (area, urgency = 'Normal', more = {}) => ({ Product: 'Widget App', Area: area, Urgency: urgency, ...more });
const invoicing = (area, urgency = 'Low', more = {}) => ({ Product: 'Invoicing', Area: area, Urgency: urgency, ...more });

const quoting = `Sounds good, Tuesday at ten works for us.

On Mon, Nov 2, 2026 at 9:12 AM Max <help@portico.example> wrote:
> We can move your folder on Tuesday. Shall we say ten o'clock?
>
> On Fri, Oct 30, 2026 at 4:40 PM Alice Archer wrote:
>> Could you move our archive to the new region?
`;

const hostile = '<p onclick="alert(1)">Click</p><script>alert(2)</script><img src="x" onerror="alert(3)">'
  + '<a href="javascript:alert(4)">here</a><style>* { display: none }</style><base href="https://example.com/">'
  + '<form action="https://example.com/"><input name="password"></form><p style="position:fixed;inset:0">over everything</p>';

export const tickets = [
  { name: 'upload-stuck', from: 'alice', owner: 'agnes', status: 'open', subject: 'Upload stops at 80 percent',
    text: 'Good morning,\n\nsince the update our nightly upload stops at 80 percent, always at the same file.\n\n'
      + '  1. Start Widget Cloud\n  2. Wait about ten minutes\n\nBest regards\nAlice',
    fields: sync('Upload', 'High', {
      'Contract number': 'WW-10042', 'People affected': '12', Devices: ['Windows', 'Linux'], 'Happened on': '2026-11-02',
      'Work is blocked': 'Yes', 'Steps to reproduce': 'Start the nightly job\nOpen “Activity”\nThe bar stays at 80 %',
    }),
    agentFields: { 'Root cause': `${CANARY}: rate limiter of region two` },
    thread: [
      says('agnes', 'Hello Alice,\n\nthank you for the exact description. Could you send us the log of that night?'),
      notes('agnes', 'limiter was changed on Sunday, see findings', 'secret'),
      says('alice', 'Here it is, with a picture.', 'picture', 'log'),
      notes('max', 'reverted for this account only'),
      says('agnes', 'We have found the reason. Tonight’s upload should pass.'),
    ] },
  { name: 'newsletter', from: 'alice', owner: 'agnes', status: 'waiting on customer', subject: 'Weekly report looks odd in my mail program',
    html: '<p>Hi,</p><p>the <b>weekly report</b> arrives with <i>strange</i> columns:</p><ul><li>no logo</li><li>all in <code>Courier</code></li></ul>',
    fields: sync('Sharing', 'Low'),
    thread: [mails('agnes', '<p>Hello Alice,</p><p>please switch on <a href="https://example.com/help?topic=mail&amp;v=2">wide layout</a>.</p>'
      + '<blockquote type="cite"><p>the weekly report arrives with strange columns</p></blockquote>'
      + '<table border="1"><tr><th>Layout</th><th>Width</th></tr><tr><td>wide</td><td>900</td></tr></table>')] },
  { name: 'hostile-mail', from: 'bob', status: 'open', subject: 'Preview shows <script>alert("title")</script> & "quotes"',
    html: hostile, fields: sync('Sharing', 'Critical'),
    thread: [
      mails('bob', '<svg onload="alert(5)"></svg><iframe src="https://example.com/"></iframe><p id="portal" name="portal">still here</p>', 'page', 'vector'),
      says('agnes', 'In plain text: <b>not bold</b>, 1 < 2 & 3 > 2.'),
    ] },
  { name: 'scripts-of-the-world', from: 'carol', owner: 'max', status: 'open', subject: 'Grüße: 부산 사무실 동기화 🌊 — مرحبا',
    text: 'Schöne Grüße aus Köln!\n부산에서 보낸 견적서를 첨부합니다.\nمرحبا، كيف الحال؟\n🧑‍🚀 joined by zero width',
    files: ['estimate', 'emoji'], fields: mobile('Android', 'Normal', { 'Steps to reproduce': 'Größe ändern → 저장' }),
    thread: [says('max', 'Danke schön, 감사합니다!', 'bill'), notes('max', '고객에게 보이면 안 됩니다')] },
  { name: 'large-file', from: 'carol', status: 'new', subject: 'Diagnostics of the file server', text: 'You asked for the whole package.',
    files: ['large'], fields: sync('API', 'High', { 'Contract number': 'WW-20007' }) },
  { name: 'many-files', from: 'bob', status: 'waiting on customer', owner: 'max', subject: 'Everything you need, attached', text: 'Four files, as agreed.',
    files: ['log', 'picture', 'estimate', 'table'], fields: invoicing('Bills', 'Low', { 'Contract number': 'WW-10042' }),
    thread: [says('bob', '', 'emoji'), says('max', 'Thank you. Is the table complete?')] },
  { name: 'long-thread', from: 'alice', owner: 'max', status: 'open', subject: 'API answers slowly every few hours',
    text: 'GET /v3/folders takes half a minute, several times a day.', fields: sync('API', 'Critical'),
    thread: Array.from({ length: 60 }, (_, n) => (n % 6 === 5
      ? notes('max', `measurement ${n + 1}`)
      : says(n % 2 ? 'alice' : 'max', n % 2 ? `Measured again, run ${n + 1}.` : `Thank you. Please try setting ${n + 1}.`))) },
  { name: 'quoted-history', from: 'alice', owner: 'max', status: 'open', subject: 'Move our archive to the new region',
    text: 'Could you move our archive to the new region?', fields: sync('Sharing', 'Low'),
    thread: [says('max', 'We can move your folder on Tuesday. Shall we say ten o’clock?'), says('alice', quoting)] },
  { name: 'colleague-in-copy', from: 'alice', cc: ['bob'], status: 'open', subject: 'Access for Bob', text: 'Bob takes over next week, please keep him in copy.',
    fields: sync('Sharing', 'Low'), thread: [says('bob', 'I am here, thanks.')] },
  { name: 'by-phone', from: 'bob', by: 'agnes', owner: 'agnes', status: 'open', subject: 'Phone call: lost second factor',
    text: 'Bob called: his phone is lost and with it the second factor.', fields: sync('Sharing', 'High'),
    thread: [notes('agnes', 'called back on the number in the contract')] },
  { name: 'note-at-once', from: 'bob', owner: 'max', status: 'open', subject: 'Folder never finishes indexing', text: 'It says 99 % since Friday.',
    fields: sync('Upload', 'High'), thread: [notes('max', 'same as the indexer ticket', 'secret')], refersTo: ['internal-indexer'] },
  { name: 'resolved', from: 'alice', owner: 'agnes', status: 'resolved', subject: 'October bill is missing', text: 'The bill of October is not in my list.',
    fields: invoicing('Bills', 'Low', { 'Contract number': 'WW-10042' }), thread: [says('agnes', 'Here it is.', 'bill')] },
  { name: 'closed', from: 'alice', owner: 'agnes', status: 'closed', subject: 'How can I invite a colleague?', text: 'I cannot find the button.',
    fields: sync('Sharing', 'Low'), thread: [says('agnes', 'Team → Invite, at the top right.'), says('alice', 'There it is, thank you!')] },
  { name: 'rejected', from: 'carol', status: 'rejected', subject: 'Best watches', text: 'Buy now!', fields: invoicing('Bills'),
    thread: [notes('max', 'unwanted advertising')] },
  { name: 'on-hold', from: 'bob', owner: 'max', status: 'on hold', subject: 'Wish: a dark theme', text: 'Nights are long.', fields: mobile('iPhone', 'Low'),
    thread: [says('max', 'It is on our list for spring.')] },
  { name: 'second-copy', from: 'alice', status: 'open', subject: 'Upload stops (sent twice, sorry)', text: 'My mail program sent it again.',
    fields: sync('Upload', 'High'), thread: [says('alice', 'Please join it with the other one.')], mergedInto: 'upload-stuck' },
  { name: 'refers', from: 'alice', status: 'new', subject: 'Download stops as well', text: 'Perhaps the same reason as the upload.',
    fields: sync('Upload'), refersTo: ['upload-stuck'] },
  { name: 'long-subject', from: 'bob', status: 'new', subject: `${'What I want to say in one line is this: '.repeat(4)}it works`, text: 'Sorry for the long line.',
    fields: mobile('Android', 'Low') },
  { name: 'long-text', from: 'bob', status: 'new', subject: 'The whole story', text: `${'And then it went on in the very same way. '.repeat(1500)}\nTHE END`,
    fields: mobile('iPhone', 'Low') },
  { name: 'internal-indexer', queue: 'Engineering', from: 'max', owner: 'max', status: 'open', subject: `${CANARY}: indexer leaks handles`,
    text: `${CANARY}: touches every customer.`, thread: [notes('max', 'patch is in review')] },
  ...[
    ['alice', 'new', 'How many calls per minute?', 'Which limit does the API have?', sync('API', 'Low')],
    ['alice', 'open', 'Camera freezes the app', 'Since 5.1 on two phones.', mobile('iPhone', 'High', { 'Happened on': '2026-10-12' }), 'Which model do you have?'],
    ['alice', 'closed', 'Charged twice in September', 'Two equal entries.', invoicing('Credit notes', 'Normal'), 'The credit note is on its way.'],
    ['alice', 'waiting on customer', 'Late notifications', 'They come an hour late.', mobile('Android'), 'Is battery saving on?'],
    ['bob', 'new', 'We have a new address', 'Please change it on the bills.', invoicing('Bills')],
    ['bob', 'open', 'Certificate is refused', 'Since the renewal.', sync('API', 'Critical', { Devices: ['Linux'] }), 'We look into the chain.'],
    ['bob', 'closed', 'Signature of the hook differs', 'The digest is another one.', sync('API'), 'Take the raw body, please.'],
    ['bob', 'resolved', 'Export with semicolons', 'Our tool needs them.', sync('Sharing'), 'Settings → Export → Separator.'],
    ['carol', 'new', 'Übersetzung fehlt', 'Der Knopf „Save“ ist englisch.', mobile('Android', 'Low')],
    ['carol', 'open', 'Vorschau bleibt leer', 'Nur bei großen Bildern.', sync('Sharing', 'Normal', { Devices: ['macOS'] }), 'Wir prüfen das.'],
    ['carol', 'closed', 'Umsatzsteuer auf der Rechnung', 'Die Nummer fehlt.', invoicing('Bills', 'Low', { 'Contract number': 'WW-20007' }), 'Erledigt.'],
    ['carol', 'waiting on customer', 'Frage zu Seitengrößen', 'Wie groß ist eine Seite?', sync('API', 'Low'), 'Welche Liste meinen Sie?'],
  ].map(([from, status, subject, text, fields, answer], n) => ({
    name: `daily-${n + 1}`, from, status, subject, text, fields, owner: answer && (n % 2 ? 'agnes' : 'max'),
    thread: answer ? [says(n % 2 ? 'agnes' : 'max', answer), ...(n % 4 === 1 ? [notes('agnes', 'nothing special')] : [])] : [],
  })),
];

/** Erin's tickets, enough for any list to have pages. */
export const gauges = Array.from({ length: 300 }, (_, n) => {
  const number = String(n + 1).padStart(3, '0');
  return {
    name: `gauge-${number}`, from: 'erin', subject: `Gauge ${number} ${n % 9 === 0 ? 'needs a new battery' : 'sends nothing'}`,
    text: `Gauge ${number} on pier ${'ABCDE'[n % 5]} was last heard of yesterday.`,
    status: ['new', 'open', 'new', 'closed', 'waiting on customer', 'new', 'resolved', 'open'][n % 8],
    fields: [sync('API', 'Low'), mobile('iPhone', 'High'), sync('Upload')][n % 3],
  };
});
