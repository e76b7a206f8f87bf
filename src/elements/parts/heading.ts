import { html, nothing, type TemplateResult } from 'lit';

/** A heading of the wanted level (1 to 6; others are clamped). The main one of a view takes the focus after a change of view. */
export function heading(level: number, content: unknown, options: { readonly main?: boolean; readonly id?: string } = {}): TemplateResult {
  const { main = false, id = main ? 'heading' : undefined } = options;
  const tabindex = main ? -1 : nothing;
  // A tag name cannot be bound, so each level is a template of its own.
  switch (Math.min(Math.max(Math.round(level), 1), 6)) {
    case 1: return html`<h1 id=${id ?? nothing} tabindex=${tabindex} ?data-main-heading=${main}>${content}</h1>`;
    case 2: return html`<h2 id=${id ?? nothing} tabindex=${tabindex} ?data-main-heading=${main}>${content}</h2>`;
    case 3: return html`<h3 id=${id ?? nothing} tabindex=${tabindex} ?data-main-heading=${main}>${content}</h3>`;
    case 4: return html`<h4 id=${id ?? nothing} tabindex=${tabindex} ?data-main-heading=${main}>${content}</h4>`;
    case 5: return html`<h5 id=${id ?? nothing} tabindex=${tabindex} ?data-main-heading=${main}>${content}</h5>`;
    default: return html`<h6 id=${id ?? nothing} tabindex=${tabindex} ?data-main-heading=${main}>${content}</h6>`;
  }
}
