/** A page of the demo site: a company's website that knows nothing of Portico but the tags it holds. */
export interface Page {
  readonly title: string;
  /** Path in the navigation that is marked as the present one. */
  readonly path: string;
  /** The content of <main>. */
  readonly body: string;
  readonly language?: string;
  readonly direction?: 'ltr' | 'rtl';
}

const links: readonly (readonly [path: string, label: string])[] = [['/', 'Products'], ['/help', 'Help'], ['/elements', 'My account'], ['/support', 'Support']];

/** The whole document of a page. */
export function document({ title, path, body, language = 'en', direction = 'ltr' }: Page): string {
  const nav = links.map(([href, label]) => `<a href="${href}"${href === path ? ' aria-current="page"' : ''}>${label}</a>`).join('\n          ');
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/site.css">
    <script type="module" src="/cdn/portico.js" data-gateway="/api"></script>
  </head>
  <body>
    <header class="site-header">
      <div class="wrap">
        <a class="brand" href="/">Widget Works</a>
        <nav aria-label="Site">
          ${nav}
          <ticket-badge href="/support"></ticket-badge>
        </nav>
      </div>
    </header>
    <main>
      <div class="wrap">
${body}
      </div>
    </main>
    <footer class="site-footer"><div class="wrap">Widget Works is an invented company. This is the demo of Portico.</div></footer>
  </body>
</html>
`;
}
