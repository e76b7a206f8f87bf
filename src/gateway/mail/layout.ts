import { isRightToLeft } from '../../contract/index.ts';

/** A piece of a mail: a paragraph of HTML that has been escaped, the link, or the code. */
export type Block = { readonly html: string } | { readonly link: string; readonly label: string } | { readonly code: string };

/** Plain text for HTML, between tags and in attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${String(letter.charCodeAt(0))};`);

const BUTTON = 'display:inline-block;padding:12px 20px;border-radius:6px;background-color:#1a4fa0;color:#ffffff;font-weight:bold;text-decoration:none';

/** The HTML of a mail. It sets no colours but the button's, so that it is readable in light and dark, and loads nothing. @param blocks @param language A tag. */
export function layout(subject: string, language: string, blocks: readonly Block[]): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:24px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;font-size:16px;line-height:1.5">
<div style="max-width:36em;margin:0 auto">
${blocks.map(blockHtml).join('\n')}
</div>
</body>
</html>
`;
}

function blockHtml(block: Block): string {
  if ('html' in block) return `<p style="margin:0 0 16px">${block.html}</p>`;
  if ('code' in block) return `<p style="margin:0 0 16px;font-size:28px;font-weight:bold;letter-spacing:2px">${escapeHtml(block.code)}</p>`;
  const address = escapeHtml(block.link);
  return `<p style="margin:0 0 8px"><a href="${address}" style="${BUTTON}">${escapeHtml(block.label)}</a></p>
<p style="margin:0 0 16px;font-size:14px;overflow-wrap:anywhere;word-break:break-all"><a href="${address}" dir="ltr">${address}</a></p>`;
}

/** The direction that a language is written in, by its script; an owner's own name for a language has that of English. */
export const directionOf = (language: string): 'ltr' | 'rtl' => (isRightToLeft(language) ? 'rtl' : 'ltr');
