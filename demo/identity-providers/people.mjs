/** Who can sign in at the demo's identity providers: the user name, with `-password` behind it as the password. */
export const PEOPLE = {
  alice: { given: 'Alice', family: 'Archer', email: 'alice@acme.example', verified: true, groups: ['customers', 'acme'] },
  // a name with an apostrophe and a letter that is in no Latin-1
  bob: { given: 'Bob', family: 'O’Brien-Łuczak', email: 'bob@acme.example', verified: true, groups: ['partners'] },
  // whose provider does not vouch for the address
  carol: { given: 'Carol', family: 'Unverified', email: 'carol@acme.example', verified: false, groups: ['customers'] },
};
