import type { SuiteFile, SuiteMessage, SuiteTicket } from './data.ts';

const NOTE = 'INTERNAL-ONLY';
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const file = (name: string, type: string, content: string | Uint8Array<ArrayBuffer>): SuiteFile => ({ name, type, content: typeof content === 'string' ? bytes(content) : content });

/** Every value that a byte can have, twice: what treats bytes as text breaks it. */
const ALL_BYTES = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
/** A red dot. */
const PNG = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=='), (letter) => letter.charCodeAt(0));

/** Minutes after the start of the data set's year. */
const at = (minutes: number): string => new Date(Date.UTC(2024, 0, 8, 9) + minutes * 60_000).toISOString().replace('.000', '');

type Said = Omit<SuiteMessage, 'visibility' | 'author' | 'created'>;
const says = (author: string, minutes: number, content: Said): SuiteMessage => ({ visibility: 'public', author, created: at(minutes), ...content });
const notes = (minutes: number, text: string, files: readonly SuiteFile[] = []): SuiteMessage =>
  ({ visibility: 'internal', author: 'agnes', created: at(minutes), text: `${NOTE} ${text}`, ...(files.length > 0 ? { files } : {}) });

type Given = Pick<SuiteTicket, 'key' | 'subject' | 'requester'> & Partial<SuiteTicket>;
/** A ticket that began with a message some minutes after the start. */
const ticket = (minutes: number, given: Given): SuiteTicket => ({
  cc: [], organization: ORGANIZATIONS[given.requester] ?? null, queue: 'support', stage: 'new', created: at(minutes), fields: {}, locked: false,
  messages: [says(given.requester, minutes, { text: `This is about: ${given.key}` })], ...given,
});

const ALICE = 'alice@acme';
const BOB = 'bob@acme';
const CAROL = 'carol@globex';
const ERIN = 'erin@pages';
const WENDY = 'wendy@writers';
const WALT = 'walt@writers';
const ORGANIZATIONS: Readonly<Record<string, string>> = {
  [ALICE]: 'acme', [BOB]: 'acme', [CAROL]: 'globex', [ERIN]: 'pages', [WENDY]: 'writers', [WALT]: 'writers', 'henry@acme-labs': 'acme-labs',
};

const READ: readonly SuiteTicket[] = [
  ticket(10, {
    key: 'conversation', subject: 'Sign-in loops back to the start page', requester: ALICE, stage: 'waiting',
    fields: { 'product': 'cloud', 'browsers': ['chrome', 'safari'], 'order': 'ORD-123456', 'incident': '2024-01-05', 'root-cause': `${NOTE} cookie of the proxy` },
    messages: [
      says(ALICE, 10, { text: 'After signing in I am signed out again.', files: [file('dot.png', 'image/png', PNG), file('console.txt', 'text/plain', 'a cookie was blocked\n')] }),
      notes(11, 'known bug, narwhalnote', [file(`${NOTE} dump.txt`, 'text/plain', `${NOTE} dump of the session`)]),
      says('agnes', 12, { text: 'Does it happen in a private window too?' }),
      says(ALICE, 13, { text: 'No, there it works.' }),
      notes(14, 'asked the platform team'),
      says('max', 15, { text: 'Then please delete the cookies.\n\n  1. Settings\n  2. Privacy\n\nMax', files: [file('steps.txt', 'text/plain', 'first, second')] }),
    ],
  }),
  ticket(20, {
    key: 'note-last', subject: 'Printer prints blank pages', requester: ALICE,
    messages: [says(ALICE, 20, { text: 'All pages are blank.' }), notes(600, 'will be sent a new one')],
  }),
  ticket(30, {
    key: 'note-between', subject: 'Where is my order?', requester: ALICE, stage: 'in-progress', queue: 'billing',
    messages: [says(ALICE, 30, { text: 'I wait since Monday.' }), says('max', 31, { text: 'It is on its way.' }), notes(32, 'carrier lost it'), says(ALICE, 33, { text: 'Still nothing.' }), notes(34, 'carrier found it')],
  }),
  ticket(40, {
    key: 'html', subject: 'Newsletter looks odd', requester: ALICE,
    messages: [says(ALICE, 40, {
      html: '<div dir="ltr"><p>Look &amp; see: the <b>quok</b>kamail is <i>odd</i></p><p><img src="cid:dot@suite" alt=""></p></div>',
      files: [{ ...file('inline.png', 'image/png', PNG), contentId: 'dot@suite' }],
    })],
  }),
  ticket(50, {
    key: 'hostile', subject: '<b>Bold</b> &amp; "double" <script>alert(1)</script>', requester: ALICE,
    messages: [says(ALICE, 50, { html: '<p onclick="alert(2)">Please <a href="javascript:alert(3)">click</a></p><script>alert(4)</script>' })],
  }),
  ticket(60, {
    key: 'unicode', subject: '로그인 문제: Ärger & Größe 💥 שלום', requester: ALICE,
    messages: [says(ALICE, 60, {
      text: '비밀번호를 바꾼 뒤 로그인이 되지 않습니다.\nمرحبًا — naïve façade, Ωmega.',
      files: [file('견적서.pdf', 'application/pdf', ALL_BYTES), file('crash 💥.txt', 'text/plain', '서울'), file('Rechnung Nº 42 – März.pdf', 'application/pdf', '%PDF-1.4'), file('50% off+more.bin', 'application/octet-stream', ALL_BYTES)],
    })],
  }),
  ticket(70, { key: 'percent', subject: 'Discount of 100% on order_17', requester: ALICE, queue: 'billing' }),
  ticket(71, { key: 'no-percent', subject: 'Discount of 1000 on orderX17', requester: ALICE, queue: 'billing' }),
  ticket(72, { key: 'quotes', subject: 'It\'s a "quoted" path C:\\temp\\new', requester: ALICE, stage: 'rejected' }),
  ticket(73, {
    key: 'words', subject: 'Red green blue', requester: ALICE, stage: 'solved',
    messages: [says(ALICE, 73, { text: 'Somewhere in here sits a Zebrafinch and sings.' }), says('agnes', 74, { text: 'We heard the Lyrebird too.' })],
  }),
  ticket(80, {
    key: 'long', subject: 'Moving our archive, step by step', requester: ALICE, stage: 'in-progress',
    messages: Array.from({ length: 24 }, (_, index) => index % 6 === 4
      ? notes(80 + index, `step ${String(index)} checked`)
      : says(index % 2 === 0 ? ALICE : 'max', 80 + index, { text: `Step ${String(index)} of the move` })),
  }),
  ticket(110, { key: 'unknown-stage', subject: 'Deliver to the second office', requester: ALICE, stage: 'with-carrier' }),
  ticket(200, {
    key: 'colleague', subject: 'Report shows the wrong week', requester: BOB, stage: 'in-progress',
    messages: [says(BOB, 200, { text: 'Week 53 is missing. Secretphrase of Bob.', files: [file('weeks.csv', 'text/csv', 'week;sum\n53;0\n')] }), notes(201, 'time zone'), says('agnes', 202, { text: 'We are looking into it.' })],
  }),
  ticket(210, { key: 'colleague-closed', subject: 'How do I add a colleague?', requester: BOB, stage: 'solved' }),
  ticket(220, {
    key: 'stranger', subject: 'Warranty of the big widget', requester: CAROL,
    messages: [says(CAROL, 220, { text: 'Is there a warranty? Secretphrase of Carol.', files: [file('bill.txt', 'text/plain', 'the bill of Carol')] }), notes(221, 'no')],
  }),
  ticket(230, { key: 'in-copy', subject: 'Joint delivery of both companies', requester: CAROL, cc: [ALICE], stage: 'in-progress' }),
  ticket(240, { key: 'lone', subject: 'A private question', requester: 'frank@home' }),
  ticket(250, { key: 'lone-too', subject: 'Another private question', requester: 'malice@acme' }),
  ticket(65, {
    key: 'threads', subject: 'Refund of the spring parcel', requester: ALICE, stage: 'in-progress',
    messages: [
      says(ALICE, 65, { text: 'When do I get my money back?' }), says('agnes', 66, { text: 'Within a week.' }),
      says(ALICE, 280, { text: 'I ask here in the chat as well, about the pangolinword.', thread: 'chat', files: [file('chat.txt', 'text/plain', 'what was said in the chat')] }), notes(281, 'refunded twice'),
    ],
  }),
  ticket(260, { key: 'labs', subject: 'Laboratory supplies', requester: 'henry@acme-labs', stage: 'rejected' }),
];

const WORDS = ['alpha', 'Beta', 'ALPHA', 'gamma', 'beta', 'Delta'];

/** Sixty tickets with many that are alike in what they are sorted by. */
const PAGES = Array.from({ length: 60 }, (_, index): SuiteTicket => ticket(1000 + Math.floor(index / 3), {
  key: `page-${String(index + 1).padStart(2, '0')}`, subject: `${WORDS[index % WORDS.length] ?? ''} ${index % 4 === 0 ? 'letter' : 'parcel'}`, requester: ERIN,
  stage: ['new', 'solved', 'in-progress', 'rejected', 'waiting'][index % 5] ?? 'new',
  messages: [
    says(ERIN, 1000 + Math.floor(index / 3), { text: 'Please have a look.' }),
    ...(index % 5 === 4 ? [says('max', 1100, { text: 'We did.' })] : []),
  ],
}));

/** What tests may change. Each is used by one test. */
const WRITABLE = [
  ...Array.from({ length: 36 }, (_, index) => ticket(2000 + index, { key: `open-${String(index + 1).padStart(2, '0')}`, subject: `Open ${String(index + 1)}`, requester: WENDY })),
  ...Array.from({ length: 12 }, (_, index) => ticket(2100 + index, { key: `closed-${String(index + 1).padStart(2, '0')}`, subject: `Closed ${String(index + 1)}`, requester: WENDY, stage: 'solved' })),
  ticket(2200, { key: 'locked-01', subject: 'Locked', requester: WENDY, locked: true }),
  ticket(2201, { key: 'locked-02', subject: 'Locked and closed', requester: WENDY, stage: 'rejected', locked: true }),
  ...Array.from({ length: 2 }, (_, index) => ticket(2210 + index, { key: `finished-${String(index + 1).padStart(2, '0')}`, subject: `Finished ${String(index + 1)}`, requester: WENDY, stage: 'rejected', locked: true })),
  ...Array.from({ length: 2 }, (_, index) => ticket(2400 + index, { key: `phone-${String(index + 1).padStart(2, '0')}`, subject: `Phone call ${String(index + 1)}`, requester: WENDY, messages: [notes(2400 + index, 'called and asked for a manual')] })),
  ticket(2500, {
    key: 'split-01', subject: 'Split in two', requester: WENDY,
    messages: [says(WENDY, 2500, { text: 'By mail.' }), says('max', 2501, { text: 'Answered by mail.' }), says(WENDY, 2502, { text: 'In the chat.', thread: 'chat' })],
  }),
  ...Array.from({ length: 3 }, (_, index) => ticket(2300 + index, { key: `walt-${String(index + 1).padStart(2, '0')}`, subject: `Walt ${String(index + 1)}`, requester: WALT })),
];

/** The tickets, with addresses whose domain is still to be completed. */
export const TICKETS: readonly SuiteTicket[] = [...READ, ...PAGES, ...WRITABLE];
