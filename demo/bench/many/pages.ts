/** The pages of the bench: the portal, and the same rows and messages all at once, by hand. */
const document = (head: string, body = ''): string => `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">${head}<body>${body}`;

const portal = document('<script type="module" src="/cdn/portico.js" data-gateway="/api"></script>', '<customer-portal></customer-portal>');

export const pages = {
  '/empty': document(''), '/portal': portal,
  '/all-tickets': document('<script type="module" src="/all-tickets.js"></script>'), '/all-messages': document('<script type="module" src="/all-messages.js"></script>'),
};

/** Fetches every page of something, then calls the moment at which building begins `builtAt`. */
const fetchAll = `const fetchAll = async (path) => {
  const all = [];
  for (let cursor = ''; cursor !== null;) {
    const { items, nextCursor } = await (await fetch(path + (cursor && '&cursor=' + encodeURIComponent(cursor)))).json();
    all.push(...items);
    cursor = nextCursor;
  }
  globalThis.builtAt = performance.now();
  return all;
};`;

export const scripts = {
  '/all-tickets.js': `${fetchAll}
    const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
    const table = document.createElement('table');
    const body = table.createTBody();
    for (const { id, displayId, subject, status, waitingOn, created, lastActivity } of await fetchAll('/api/v1/tickets?view=mine&sort=lastActivity&direction=descending&limit=100')) {
      const row = body.insertRow();
      const link = document.createElement('a');
      Object.assign(link, { href: '#' + id, textContent: subject });
      row.insertCell().textContent = displayId;
      row.insertCell().append(link);
      for (const time of [created, lastActivity]) row.insertCell().append(Object.assign(document.createElement('time'), { dateTime: time, textContent: date.format(new Date(time)) }));
      const cell = row.insertCell();
      for (const text of [status.label, waitingOn ?? '']) cell.append(Object.assign(document.createElement('span'), { textContent: text }));
    }
    document.body.append(table);`,
  '/all-messages.js': `${fetchAll}
    const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
    const list = document.createElement('ol');
    for (const { author, created, text, html } of await fetchAll('/api/v1/tickets/' + location.hash.slice(1) + '/messages?limit=100')) {
      const article = document.createElement('article');
      const head = Object.assign(document.createElement('h4'), { textContent: author.name + ', ' + date.format(new Date(created)) });
      const content = document.createElement('div');
      if (html === null) content.textContent = text;
      else if ('setHTML' in content) content.setHTML(html);
      else content.textContent = html;
      article.append(head, content);
      list.append(Object.assign(document.createElement('li'), {}));
      list.lastChild.append(article);
    }
    document.body.append(list);`,
};
