/** Who is who in the demo: two companies that buy widgets, and the team of Widget Works that supports them. */

export const organizations = [
  { id: 'acme', name: 'Acme Corp.' },
  { id: 'globex', name: 'Globex GmbH' },
] as const;

export const customers = [
  { email: 'alice@acme.example', name: 'Alice Archer', organizations: ['acme'], note: 'many kinds of tickets' },
  { email: 'bob@acme.example', name: 'Bob Baker', organizations: ['acme'], note: 'a colleague of Alice' },
  { email: 'carol@globex.example', name: 'Carol Köhler', organizations: ['globex'], note: 'tickets in German' },
  { email: 'dave@acme.example', name: 'Dave Dunn', organizations: ['acme', 'globex'], note: 'no tickets yet' },
  { email: 'erin@globex.example', name: 'Erin Evans', organizations: ['globex'], note: '300 tickets' },
] as const;

export const agents = [
  { email: 'agnes@desk.example', name: 'Agnes' },
  { email: 'max@desk.example', name: 'Max' },
] as const;

/** The customers' accounts of the demo, for the sign-in page. They guard nothing. */
export const accounts = customers.map(({ email, name, note }) => ({ email, name, password: `${email.split('@')[0] ?? ''}-password`, note }));
