import { expect } from '@open-wc/testing';
import { sanitizeMail, type SanitizedMail, type SanitizeOptions } from './sanitize-html.ts';
import { loadSanitizer, type SanitizerKind } from './sanitize-parse.ts';

/** Mails as the programs of real customers write them, shortened; names and words are invented. */
const MAILS: Readonly<Record<string, { readonly html: string; readonly own: readonly string[]; readonly quoted: readonly string[] }>> = {
  'Gmail': {
    html: '<div dir="ltr">Hello Agnes,<div><br></div><div>it works <b>now</b>, thank you!</div><div><br clear="all"><div><div dir="ltr" class="gmail_signature">Alice Arnold<br>Acme</div></div></div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Tue, 3 Nov 2026 at 14:02, Agnes &lt;<a href="mailto:agnes@desk.example">agnes@desk.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><p>Please try again.</p></blockquote></div>',
    own: ['Hello Agnes,', 'it works now, thank you!', 'Alice Arnold'], quoted: ['On Tue, 3 Nov 2026 at 14:02, Agnes', 'Please try again.'],
  },
  'Outlook for Windows': {
    html: '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm} --></style><!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026" /></xml><![endif]--></head><body lang=EN-GB link="#0563C1"><div class=WordSection1><p class=MsoNormal><span style=\'font-family:"Calibri",sans-serif\'>Dear support,<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>My answers are <span style="color:red">in red</span> below.<o:p></o:p></p><p class=MsoListParagraph style=\'text-indent:-18.0pt;mso-list:l0 level1 lfo1\'><![if !supportLists]><span style=\'mso-list:Ignore\'>1.<span style=\'font:7.0pt "Times New Roman"\'>&nbsp;&nbsp; </span></span><![endif]>First point</p><div><div style=\'border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\'><p class=MsoNormal><b>From:</b> Agnes &lt;agnes@desk.example&gt;<br><b>Sent:</b> 3 November 2026 14:02<br><b>To:</b> Alice<br><b>Subject:</b> RE: Order</p></div></div><p class=MsoNormal>Which article is it?</p></div></body></html>',
    own: ['Dear support,', 'My answers are in red below.', '1.', 'First point'], quoted: ['From: Agnes', 'Which article is it?'],
  },
  'Outlook on the web': {
    html: '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style type="text/css" style="display:none;"> P {margin-top:0;} </style></head><body dir="ltr"><div class="elementToProof" style="font-family: Aptos; font-size: 12pt; color: rgb(0, 0, 0);">Here are the photos.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri" color="#000000"><b>Von:</b> Agnes<br><b>Gesendet:</b> Dienstag, 3. November 2026<br><b>Betreff:</b> Fotos</font><div>&nbsp;</div></div><div>Can you send photos?</div></body></html>',
    own: ['Here are the photos.'], quoted: ['Von: Agnes', 'Can you send photos?'],
  },
  'Apple Mail': {
    html: '<html><body style="overflow-wrap: break-word; -webkit-nbsp-mode: space;">Great, see you then.<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>On 3 Nov 2026, at 14:02, Agnes &lt;agnes@desk.example&gt; wrote:</div><br class="Apple-interchange-newline"><div><div>Monday at ten?</div></div></blockquote></div><br></body></html>',
    own: ['Great, see you then.'], quoted: ['On 3 Nov 2026, at 14:02, Agnes', 'Monday at ten?'],
  },
  'Thunderbird, in German': {
    html: '<html><head><meta http-equiv="content-type" content="text/html; charset=UTF-8"></head><body><p>Guten Tag,</p><p>ja, das stimmt so.<br></p><div class="moz-cite-prefix">Am 03.11.26 um 14:02 schrieb Agnes:<br></div><blockquote type="cite" cite="mid:1@desk.example"><p>Stimmt die Adresse?</p></blockquote><div class="moz-signature">-- <br>Bob Becker</div></body></html>',
    own: ['Guten Tag,', 'ja, das stimmt so.', 'Bob Becker'], quoted: ['schrieb Agnes:', 'Stimmt die Adresse?'],
  },
  'Yahoo': {
    html: '<div class="ydp1 yahoo-style-wrap" style="font-family:Helvetica"><div dir="ltr">Merci beaucoup !</div></div><div id="ydp2yahoo_quoted_1" class="ydp2yahoo_quoted yahoo_quoted"><div>Le mardi 3 novembre 2026 à 14:02:11 UTC+1, Agnes a écrit :</div><div>Voici la facture.</div></div>',
    own: ['Merci beaucoup !'], quoted: ['a écrit :', 'Voici la facture.'],
  },
  'a web mail that quotes without a class, in Korean': {
    html: '<p>확인했습니다. 감사합니다.</p><p>-----Original Message-----</p><p><b>보낸 사람:</b> Agnes</p><p>파일을 확인해 주세요.</p>',
    own: ['확인했습니다. 감사합니다.'], quoted: ['Original Message', '파일을 확인해 주세요.'],
  },
  'a newsletter': {
    html: '<html><head><style>@media(max-width:600px){.c{width:100%!important}}</style></head><body bgcolor="#f4f4f4" style="margin:0"><div style="display:none;max-height:0">Preview text of the inbox</div><center><table width="600" cellpadding="0" cellspacing="0" border="0"><tbody><tr><td align="center" style="font-size:0"><a href="https://shop.example/?u=1"><img src="https://shop.example/logo.png" width="200" alt="Widget Shop"></a></td></tr><tr><td style="padding:20px;color:#333333"><h1 style="color:#000">Your order is on its way</h1><p>Parcel 204417 leaves us <strong>today</strong>.</p><table border="1"><tr><th>Article</th><th>Pieces</th></tr><tr><td>Widget&nbsp;L</td><td align="right">40</td></tr></table></td></tr><tr><td><a href="https://shop.example/unsubscribe" style="color:#999">Unsubscribe</a><img src="https://shop.example/open.gif" width="1" height="1"></td></tr></tbody></table></center></body></html>',
    own: ['Widget Shop', 'Your order is on its way', 'Parcel 204417 leaves us today.', 'Widget L', '40', 'Unsubscribe'], quoted: [],
  },
  'a mail that is only forwarded': {
    html: '<div dir="ltr"><br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>From: Max<br></div><p>The parcel is lost.</p></div></div>',
    own: ['Forwarded message', 'The parcel is lost.'], quoted: [],
  },
  'answers between the lines': {
    html: '<blockquote><p>Which version?</p></blockquote><p>4.2</p><blockquote><p>Which browser?</p></blockquote><p>The newest one.</p>',
    own: ['Which version?', '4.2', 'Which browser?', 'The newest one.'], quoted: [],
  },
  'controls and unknown elements': {
    html: '<main><article><custom-card>Card text</custom-card><form>Form text <label>Label <input value="no"></label><button>Button text</button><textarea>Area text</textarea></form><o:p>Office text</o:p><figure><figcaption>Caption</figcaption></figure><marquee>Moving</marquee></article></main>',
    own: ['Card text', 'Form text', 'Label', 'Button text', 'Area text', 'Office text', 'Caption', 'Moving'], quoted: [],
  },
};

function build(html: string, kind: SanitizerKind, options: Partial<SanitizeOptions> = {}): { root: HTMLElement; mail: SanitizedMail } {
  const mail = sanitizeMail(html, {
    kind, remoteImages: false, pictureName: () => undefined, missingImage: (alt) => `(${alt})`,
    fold: (quote) => {
      const details = document.createElement('details');
      details.append(quote);
      return details;
    },
    ...options,
  })!;
  const root = document.createElement('div');
  root.append(mail.fragment);
  return { root, mail };
}

const words = (text: string): string => text.replace(/[\s\u00a0]+/g, ' ').trim();

for (const kind of ['native', 'dompurify'] as const) {
  describe(`mail as HTML (${kind})`, () => {
    before(() => loadSanitizer(kind));

    for (const [program, { html, own, quoted }] of Object.entries(MAILS)) {
      it(`keeps the text of ${program}, and folds what it quotes`, () => {
        const { root } = build(html, kind);
        const folded = words([...root.querySelectorAll('details')].map((details) => details.textContent).join(' '));
        for (const details of root.querySelectorAll('details')) details.remove();
        const open = words(root.textContent);
        for (const text of own) expect(open).to.include(text);
        for (const text of quoted) {
          expect(folded).to.include(text);
          expect(open).not.to.include(text);
        }
        if (quoted.length === 0) expect(folded).to.equal('');
        expect(open + folded).not.to.match(/MsoNormal|@media|margin-top|Preview text|spidmax/);
      });
    }

    it('keeps a coloured word coloured, readable on light and on dark, and leaves greys to the page', () => {
      const { root } = build('<p style="color:#000;background:#fff">a <font color="red">red</font> <span style="color:rgb(10,20,200)">blue</span></p>', kind);
      const [red, blue] = root.querySelectorAll('span');
      expect(root.querySelector('p')!.style.cssText).to.equal('');
      document.body.append(root);
      for (const [scheme, lightness] of [['light', [0, 0.51]], ['dark', [0.77, 1]]] as const) {
        root.style.colorScheme = scheme;
        for (const span of [red!, blue!]) {
          const l = Number(/oklch\(([\d.]+)/.exec(getComputedStyle(span).color)?.[1]);
          expect(l, `${scheme} ${span.textContent}`).to.be.within(lightness[0], lightness[1]);
        }
      }
      root.remove();
    });

    it('takes tables without a border for layout, and others for tables', () => {
      const { root } = build('<table><tr><td>left</td><td>right</td></tr></table><table border=1><tr><td>1</td></tr></table><table><tr><th>Head</th></tr></table>', kind);
      expect([...root.querySelectorAll('table')].map((table) => table.getAttribute('role'))).to.deep.equal(['presentation', null, null]);
    });

    it('shows pictures of the mail itself where it says, by encoded ids too, and says which are missing', () => {
      const { root, mail } = build('<img src="cid:a%40b" width=40><img src="CID:c@d" alt=""><img src="cid:gone" alt="the label">', kind, {
        pictureName: (id) => ({ 'a@b': 'label.png', 'c@d': 'line.png' })[id],
      });
      expect([...mail.ownImages.keys()]).to.deep.equal(['a@b', 'c@d']);
      const [first, second] = root.querySelectorAll('img');
      expect([first!.alt, first!.width, first!.hasAttribute('src')]).to.deep.equal(['label.png', 40, false]);
      expect(second!.alt, 'decoration stays decoration').to.equal('');
      expect(root.textContent).to.equal('(the label)');
    });

    it('says where a link leads when its text says something else, and names links without text', () => {
      const html = '<a href="https://evil.example/">https://bank.example</a> <a href="https://shop.example/p"><img src="data:image/png;base64,AA=="></a> <a href="https://shop.example/p"><img src="https://shop.example/x.png"></a> <a href="https://empty.example/"> </a>';
      const [first, second, third, ...others] = build(html, kind).root.querySelectorAll('a');
      expect(first!.title).to.equal('https://evil.example/');
      expect(second!.getAttribute('aria-label')).to.equal('https://shop.example/p');
      expect(third!.textContent, 'its image is not shown').to.equal('shop.example');
      expect(others).to.be.empty;
    });

    it('recognises addresses in text, but never within a link', () => {
      const { root } = build('<p>See https://help.example/a_(b). <a href="https://x.example/">www https://y.example</a></p>', kind);
      expect([...root.querySelectorAll('a')].map(({ href }) => href)).to.deep.equal(['https://help.example/a_(b)', 'https://x.example/']);
    });

    it('lets each paragraph run in its own direction', () => {
      const { root } = build('<p>مرحبا</p><p dir="ltr">Hello</p><div>text<p>inner</p></div><div><p>only inner</p></div>', kind);
      expect([...root.children].map(({ dir }: Element & { dir?: string }) => dir)).to.deep.equal(['auto', 'ltr', 'auto', '']);
    });

    it('makes paragraphs of headings, so that the page’s own outline stays whole', () => {
      expect(build('<h1>Big</h1><h3>Small</h3>', kind).root.querySelector('h1, h3')).to.be.null;
    });

    it('takes long mails and mails made to be slow', () => {
      const started = performance.now();
      const { root } = build('<div><p style="color:red">A line with <b>bold</b> and https://example.com/x?y=1 in it.</p></div>'.repeat(5_000), kind);
      expect(root.childElementCount).to.equal(5_000);
      for (const html of [
        '<blockquote>a</blockquote>b'.repeat(5_000), '<div>'.repeat(20_000), '<p style="color:red'.repeat(20_000), '<a'.repeat(100_000), '<p on'.repeat(50_000), '<p style'.repeat(50_000), `<p style="${'a'.repeat(200_000)}">x`,
        `<div style="border:none">${'<div style="border-top:solid red 1px">'.repeat(400)}From: x`, `<p>${')'.repeat(100_000)}</p>`, '<br>'.repeat(50_000), '<table><tr><td>'.repeat(2_000),
      ]) build(html, kind);
      expect(performance.now() - started).to.be.below(15_000);
    }).timeout(30_000);
  });
}
