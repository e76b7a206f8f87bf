/** Computed styles of the page's own things, by what and property; and how many style sheets the document has. */
export type HostStyles = Readonly<Record<string, string>>;

/** Runs in the page, so it uses nothing outside of itself: what the page's own elements look like, also those that it might have had. */
export function hostStyles(selectors: readonly string[], content: string): HostStyles {
  const properties = [
    'color', 'background-color', 'background-image', 'font-family', 'font-size', 'font-weight', 'font-style', 'line-height', 'letter-spacing', 'text-transform', 'text-align', 'text-decoration-line',
    'margin-top', 'margin-bottom', 'padding-top', 'padding-left', 'border-top-width', 'border-top-style', 'border-top-color', 'border-top-left-radius', 'display', 'position', 'box-sizing',
    'box-shadow', 'outline-style', 'opacity', 'cursor', 'direction', 'color-scheme', 'accent-color', 'overflow-x', 'list-style-type', 'white-space-collapse', 'vertical-align', 'transform',
  ];
  const result: Record<string, string> = {};
  const note = (what: string, element: Element): void => {
    const style = getComputedStyle(element);
    for (const property of properties) result[`${what} ${property}`] = style.getPropertyValue(property);
    for (const name of [...style].filter((property) => property.startsWith('--'))) result[`${what} ${name}`] = style.getPropertyValue(name);
  };
  for (const selector of ['html', 'body', ...selectors]) {
    const element = document.querySelector(selector);
    if (element !== null) note(selector, element);
  }
  const place = document.querySelector(content);
  for (const tag of ['h1', 'h2', 'p', 'a', 'button', 'input', 'select', 'textarea', 'table', 'td', 'ul', 'li', 'dialog', 'label', 'code']) {
    const element = document.createElement(tag);
    if (element instanceof HTMLAnchorElement) element.href = '#';
    place?.append(element);
    note(`<${tag}>`, element);
    element.remove();
  }
  result['style sheets of the document'] = String(document.styleSheets.length + document.adoptedStyleSheets.length);
  result['attributes of <html>'] = document.documentElement.getAttributeNames().sort().join(' ');
  result['attributes of <body>'] = document.body.getAttributeNames().sort().join(' ');
  return result;
}
