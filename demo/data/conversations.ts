import { chart, file, pdf } from './files.ts';
import { INTERNAL, note, type DemoMessage, type DemoTicket } from './ticket.ts';

/** What the demo's customers and agents talk about; each ticket shows something else that a portal has to cope with. */
export const conversations: readonly DemoTicket[] = [
  {
    key: 'login-loop', requester: 'alice', stage: 'open', assignee: 'agnes', daysAgo: 2,
    subject: 'Signing in leads back to the sign-in page',
    fields: {
      'product': 'cloud', 'component': 'login', 'severity': 'high', 'browsers': ['chrome', 'safari'], 'people': 14, 'since': '2026-11-20', 'callback': true,
      'steps': 'Open widget.example\nEnter address and password\nPress “Sign in”', 'root-cause': `${INTERNAL}: cookie domain is wrong since release 4.8`,
    },
    messages: [
      { by: 'alice', after: 0, channel: 'form', text: 'Good morning,\n\nsince today everybody in our office is sent back to the sign-in page after entering the right password. No error is shown.\n\nWe cannot work at all.\n\nAlice Archer\nAcme Corp.' },
      { by: 'agnes', after: 0.4, text: 'Hello Alice,\n\nthank you for telling us, and sorry for the trouble. Does it also happen in a private window?\n\nAgnes\nWidget Works' },
      note('agnes', 0.5, 'looks like the cookie change of last night, @max can you check?', [file(`${INTERNAL} cookie-diff.txt`, 'text/plain', `${INTERNAL}\n- Domain=widget.example\n+ Domain=.internal.widget.example\n`)]),
      {
        by: 'alice', after: 1.2, channel: 'portal', text: 'Yes, in a private window too. I attach what I see, and the console.',
        files: [file('Screenshot 2026-11-20 at 09.12.44.png', 'image/png', chart([30, 60, 45, 90, 20], [196, 69, 54])), file('console.log', 'text/plain', '09:12:41 POST /session 200\n09:12:41 GET /dashboard 302 → /sign-in\n')],
      },
      note('max', 2, 'rollback is prepared, waiting for the green light'),
      { by: 'agnes', after: 2.5, text: 'We found the reason and are putting it right now. I will write as soon as it is done; it should not take longer than an hour.' },
    ],
  },
  {
    key: 'weekly-report', requester: 'alice', stage: 'waiting', assignee: 'agnes', daysAgo: 5,
    subject: 'Weekly report lost its formatting',
    fields: { product: 'cloud', component: 'dashboard', severity: 'low' },
    messages: [
      { by: 'alice', after: 0, html: '<p>Hello,</p><p>the <b>weekly report</b> looks <i>broken</i> since Monday:</p><ul><li>our logo is missing</li><li>the table has no borders</li><li><code>Umlauts</code> come out as question marks</li></ul><p>Best regards<br>Alice</p>' },
      {
        by: 'agnes', after: 20, html: '<p>Hi Alice,</p><p>could you please try the <a href="https://example.com/help/reports?lang=en&amp;v=4">new report settings</a> and send us the file?</p><table border="1"><tr><th>Setting</th><th>Value</th></tr><tr><td>Encoding</td><td>UTF-8</td></tr><tr><td>Borders</td><td>thin</td></tr></table>'
          + '<p>Agnes</p><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, 16 Nov 2026 at 08:12, Alice Archer &lt;alice@acme.example&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex"><p>Hello,</p><p>the <b>weekly report</b> looks <i>broken</i> since Monday:</p><ul><li>our logo is missing</li><li>the table has no borders</li></ul></blockquote></div>',
      },
    ],
  },
  {
    key: 'chart-week', requester: 'carol', stage: 'open', assignee: 'max', daysAgo: 3,
    subject: 'Diagramm zeigt die falsche Kalenderwoche',
    fields: { product: 'cloud', component: 'dashboard', severity: 'normal', browsers: ['firefox'] },
    messages: [
      {
        by: 'carol', after: 0, html: '<html><body><p>Guten Tag,</p><p>seit dem Update zeigt das Diagramm die falsche Woche (KW&nbsp;46 statt KW&nbsp;47). So sieht es bei uns aus:</p><p><img src="cid:chart-kw46@globex.example" width="300" height="112" alt="Diagramm der Kalenderwoche 46"></p><p>Mit freundlichen Gr&uuml;&szlig;en<br>Carol K&ouml;hler</p><hr><p style="color:gray;font-size:10px">Globex GmbH &middot; Domstra&szlig;e 1 &middot; K&ouml;ln</p></body></html>',
        files: [file('diagramm.png', 'image/png', chart([80, 64, 72, 100, 48, 20, 12], [42, 98, 168]), 'chart-kw46@globex.example')],
      },
      { by: 'max', after: 5, text: 'Guten Tag Frau Köhler,\n\ndanke für das Bild. Wir rechnen bisher nach amerikanischen Wochen; die Umstellung auf ISO 8601 kommt mit dem nächsten Update.\n\nMax' },
      note('max', 5.1, 'Globex wartet seit Mai darauf, bitte priorisieren'),
    ],
  },
  {
    key: 'seoul-printer', requester: 'bob', stage: 'open', assignee: 'max', daysAgo: 6,
    subject: '서울 사무실 프린터 문제',
    fields: { product: 'app', component: 'android', severity: 'normal' },
    messages: [
      {
        by: 'bob', after: 0, text: '안녕하세요.\n\n서울 사무실에서 위젯 앱으로 라벨을 인쇄할 수 없습니다. 프린터는 켜져 있고 다른 프로그램에서는 인쇄됩니다.\n\n견적서와 오류 기록을 첨부합니다.\n\n감사합니다.',
        files: [file('견적서.pdf', 'application/pdf', pdf('Quotation Q-2026-118')), file('오류 기록 🖨️.txt', 'text/plain', '2026-11-17 10:02:11 프린터 응답 없음\n')],
      },
      { by: 'max', after: 9, text: '안녕하세요, 밥 님.\n\n자료 감사합니다. 앱을 5.3 버전으로 업데이트한 뒤에도 같은 문제가 있나요?', files: [file('설치 안내 – Nº 5.pdf', 'application/pdf', pdf('Installation guide No. 5'))] },
      note('max', 9.2, '프린터 드라이버가 오래됨'),
    ],
  },
  {
    key: 'arabic', requester: 'alice', stage: 'new', daysAgo: 1,
    subject: 'لا تظهر الإشعارات في تطبيق Widget App 5.3',
    fields: { product: 'app', component: 'ios', severity: 'normal' },
    messages: [{ by: 'alice', after: 0, channel: 'form', text: 'مرحبا،\n\nمنذ آخر تحديث (5.3) لا تصل الإشعارات إلى هواتف مكتبنا في دبي. جرّبنا إعادة التشغيل دون فائدة.\n\nمع الشكر' }],
  },
  {
    key: 'markup', requester: 'bob', stage: 'open', daysAgo: 4,
    subject: 'Search shows <script>alert("subject")</script> & "quotes"',
    fields: { product: 'cloud', component: 'dashboard', severity: 'critical' },
    messages: [
      { by: 'bob', after: 0, html: '<p onclick="alert(1)">I searched for our part number and the page shows raw markup.</p><script>alert("body")</script><img src="x" onerror="alert(2)"><a href="javascript:alert(3)">open the result</a><style>body{display:none}</style><p style="position:fixed;inset:0;z-index:9999">over everything</p>' },
      { by: 'bob', after: 0.5, html: '<svg onload="alert(4)"></svg><iframe src="https://example.com"></iframe><form action="/steal"><input name="password"></form><p>The page as a file:</p>', files: [file('result.html', 'text/html', '<script>alert("file")</script>'), file('logo.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(5)"/>')] },
      { by: 'agnes', after: 3, text: 'Thank you Bob. What you see is text that should have been <b>escaped</b>: 1 < 2 & 3 > 2. We are on it.' },
    ],
  },
  { key: 'api-timeouts', requester: 'alice', stage: 'open', assignee: 'max', daysAgo: 12, subject: 'API answers slowly several times an hour', fields: { product: 'cloud', component: 'api', severity: 'high' }, messages: longThread() },
  {
    key: 'colleague', requester: 'alice', cc: ['bob'], stage: 'open', assignee: 'agnes', daysAgo: 8, queue: 'billing',
    subject: 'Move our account to the new plan',
    fields: { product: 'billing', component: 'invoice', severity: 'low', order: 'ORD-004711' },
    messages: [
      { by: 'alice', after: 0, text: 'Please move us to the team plan from next month. Bob signs the contracts, so he is in copy.' },
      { by: 'bob', after: 2, text: 'Confirmed from my side.' },
      // Another conversation of the same ticket: customers see it only where the owner shows all of them.
      { by: 'agnes', after: 3, thread: 'new', text: 'Bob, one question about the contract itself, which is nothing for everybody in copy: may we send it to you for signature today?' },
      { by: 'bob', after: 4, thread: 2, text: 'Yes, please. To my address, not to the office.' },
    ],
  },
  {
    key: 'phone-call', requester: 'bob', stage: 'open', assignee: 'agnes', daysAgo: 7,
    subject: 'Phone call: new second factor for Bob',
    fields: { product: 'cloud', component: 'login', severity: 'normal' },
    messages: [note('agnes', 0.2, 'identity was confirmed by calling back the number on file')],
  },
  {
    key: 'many-files', requester: 'bob', stage: 'waiting', assignee: 'agnes', daysAgo: 9, queue: 'billing',
    subject: 'Files for the audit',
    fields: { product: 'billing', component: 'invoice', severity: 'low', order: 'ORD-123456' },
    messages: [
      { by: 'bob', after: 0, text: 'Here is what you asked for.', files: [file('Rechnung Nº 42 – März.pdf', 'application/pdf', pdf('Invoice 42')), file('export.csv', 'text/csv', 'part;count\nA-100;12\nB-200;7\n'), file('photo of the meter.png', 'image/png', chart([12, 24, 48, 96], [58, 125, 68]))] },
      { by: 'bob', after: 0.1, channel: 'portal', text: '', files: [file('one more.txt', 'text/plain', 'I forgot this one.\n')] },
      { by: 'agnes', after: 30, text: 'Thank you, complete but for the invoice of April. Could you add that one?' },
    ],
  },
  {
    key: 'long-subject', requester: 'bob', stage: 'new', daysAgo: 0.4,
    subject: `Export of measurements stops at 99 % when the name of a station is very long, for example ${'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft '.repeat(2)}or has no spaces at all`,
    fields: { product: 'cloud', component: 'dashboard', severity: 'normal' },
    messages: [{ by: 'bob', after: 0, channel: 'form', text: 'As the subject says. It worked last week.' }, note('max', 0.3, 'known bug, see the internal ticket on file handles')],
  },
  {
    key: 'missing-invoice', requester: 'alice', stage: 'resolved', assignee: 'agnes', daysAgo: 35, queue: 'billing', rating: { score: 5, comment: 'Quick, and exactly what I needed.' },
    subject: 'Invoice of September is missing',
    fields: { product: 'billing', component: 'invoice', severity: 'low', order: 'ORD-000917' },
    messages: [
      { by: 'alice', after: 0, text: 'I cannot find the invoice of September in our account.' },
      { by: 'agnes', after: 6, text: 'It is attached, and now in your account too.', files: [file('Invoice 2026-09.pdf', 'application/pdf', pdf('Invoice 2026-09'))] },
    ],
  },
  {
    key: 'invite', requester: 'alice', stage: 'closed', assignee: 'agnes', daysAgo: 60,
    subject: 'How do I invite a colleague?',
    fields: { product: 'cloud', component: 'dashboard', severity: 'low' },
    messages: [
      { by: 'alice', after: 0, text: 'Where is the invite button?' },
      { by: 'agnes', after: 1, text: 'Under Settings → Team → Invite.' },
      { by: 'alice', after: 1.5, text: 'Found it, thank you!' },
    ],
  },
  {
    key: 'dark-mode', requester: 'bob', stage: 'on-hold', assignee: 'max', daysAgo: 90,
    subject: 'Wish: a dark mode for the app',
    fields: { product: 'app', component: 'ios', severity: 'low' },
    messages: [{ by: 'bob', after: 0, text: 'Our people work at night. A dark mode would help their eyes.' }, { by: 'max', after: 26, text: 'Good idea, it is on our list for spring.' }],
  },
  {
    key: 'old-contract', requester: 'alice', stage: 'closed', daysAgo: 420, locked: true, queue: 'billing',
    subject: 'Contract of 2025 (archived)',
    fields: { product: 'billing', component: 'invoice', severity: 'low' },
    messages: [{ by: 'alice', after: 0, text: 'Please send us the signed contract.' }, { by: 'agnes', after: 4, text: 'Attached. This ticket is archived.', files: [file('Contract 2025.pdf', 'application/pdf', pdf('Contract 2025'))] }],
  },
  {
    key: 'vat', requester: 'carol', stage: 'resolved', assignee: 'max', daysAgo: 20, queue: 'billing', rating: { score: 2, comment: 'Auf der nächsten Rechnung fehlt sie wieder.' },
    subject: 'USt-IdNr. fehlt auf der Rechnung',
    fields: { product: 'billing', component: 'invoice', severity: 'low', order: 'ORD-300001' },
    messages: [{ by: 'carol', after: 0, text: 'Bitte ergänzen Sie unsere USt-IdNr. auf der Rechnung.' }, { by: 'max', after: 3, text: 'Erledigt, die neue Rechnung liegt in Ihrem Konto.' }],
  },
  {
    key: 'vat-again', requester: 'carol', stage: 'new', daysAgo: 0.6, queue: 'billing', followUpOf: 'vat',
    subject: 'USt-IdNr. fehlt wieder',
    fields: { 'product': 'billing', 'component': 'invoice', 'severity': 'normal', 'order': 'ORD-300044', 'invoice-request': 'correction', 'correction': 'Es fehlt: USt-IdNr. DE123456789' },
    messages: [{ by: 'carol', after: 0, channel: 'form', text: 'Auf der neuen Rechnung fehlt unsere USt-IdNr. wieder.' }],
  },
  {
    key: 'translation', requester: 'carol', stage: 'new', daysAgo: 0.2,
    subject: 'Übersetzung der Einstellungen unvollständig',
    fields: { product: 'app', component: 'android', severity: 'low', browsers: [] },
    messages: [{ by: 'carol', after: 0, channel: 'form', text: 'In den Einstellungen sind noch einige Texte englisch, zum Beispiel „Push notifications“.' }],
  },
];

/** Sixty messages and some notes about one stubborn fault. */
function longThread(): DemoMessage[] {
  const asked = [
    'It happened again at %t, for about two minutes.', 'Another one at %t. This time only /v2/orders was slow.', 'Quiet since %t, but our queue is full.',
    'At %t we counted 214 time-outs within a minute.', 'Same at %t. Should we lower our number of connections?', 'We did as you said at %t; no change so far.',
  ];
  const answered = [
    'Thank you. We see it on our side as well and compare it with the load of that time.', 'Could you send the request ids of that minute?',
    'We moved you to another cluster; please watch the next hour.', 'The database waits for a lock at these times. We are looking for who holds it.',
    'A fix is being tested.', 'Please leave your connections as they are for now.',
  ];
  const first: DemoMessage = { by: 'alice', after: 0, channel: 'form', text: 'Requests to /v2/widgets take more than 30 seconds several times an hour. Nothing has changed on our side.' };
  const rest = Array.from({ length: 59 }, (_, index): DemoMessage => {
    const [minutes, hours] = [(index * 17) % 60, (8 + index * 3) % 24];
    const time = `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
    const text = (index % 2 === 0 ? answered : asked)[Math.floor(index / 2) % 6] ?? '';
    return { by: index % 2 === 0 ? 'max' : 'alice', after: 2 + index * 4, text: text.replace('%t', time) };
  });
  const notes = [10, 70, 150, 220].map((after, index) => note('max', after + 0.5, `observation ${String(index + 1)}: lock held by the nightly export`));
  return [first, ...rest, ...notes].sort((a, b) => a.after - b.after);
}
