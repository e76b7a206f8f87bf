/** The list written by hand: no library, no schema. */
const response = await fetch('/api/v1/tickets?view=mine&sort=lastActivity&direction=descending&limit=25');
const { items } = await response.json() as { items: { id: string; subject: string; status: { label: string }; lastActivity: string }[] };
const table = document.createElement('table');
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const body = table.createTBody();
for (const { id, subject, status, lastActivity } of items) {
  const row = body.insertRow();
  const link = document.createElement('a');
  link.href = `#${id}`;
  link.textContent = subject;
  row.insertCell().textContent = id;
  row.insertCell().append(link);
  for (const text of [status.label, date.format(new Date(lastActivity))]) row.insertCell().textContent = text;
}
document.body.append(table);

export {};
