/** Texts for changing who is in copy of a ticket. */
export const copies = {
  'copies.label': 'Add someone by email or name',
  'copies.colleagues': 'Colleagues',
  'copies.found': { one: '{count} colleague found', other: '{count} colleagues found' },
  'copies.noneFound': 'No colleague found',
  'copies.add': 'Add to CC',
  'copies.adding': 'Adding …',
  'copies.added': '{name} is in CC now.',
  'copies.remove': 'Remove {name} from CC',
  'copies.removed': '{name} is no longer in CC.',
  'copies.leave': 'Without being in CC you may not see this ticket any more. Press again to leave.',
  'copies.required': 'Enter an email address, or choose a colleague.',
  'copies.invalid': 'Enter a whole email address, such as name@example.com.',
  'copies.already': 'This person is in CC already.',
  'copies.onlyColleagues': 'Only colleagues can be put in CC. Choose one of those suggested.',
} as const;
