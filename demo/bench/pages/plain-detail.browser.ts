/** The ticket written by hand: messages as text, since whoever writes by hand has no sanitiser either. */
const path = `/api/v1/tickets/${location.hash.slice(1)}`;
const ask = async (at: string): Promise<unknown> => (await fetch(at)).json();
const [ticket, messages] = await Promise.all([ask(path), ask(`${path}/messages?limit=30`)]) as
  [{ subject: string; status: { label: string } }, { items: { author: { name: string }; created: string; text: string | null; html: string | null }[] }];
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const add = (parent: Element, name: string, text: string): Element => {
  const element = parent.appendChild(document.createElement(name));
  element.textContent = text;
  return element;
};
add(document.body, 'h2', ticket.subject);
add(document.body, 'p', ticket.status.label);
for (const { author, created, text, html } of messages.items.reverse()) {
  const article = add(document.body, 'article', '');
  add(article, 'h3', `${author.name}, ${date.format(new Date(created))}`);
  add(article, 'p', text ?? html ?? '');
}

export {};
