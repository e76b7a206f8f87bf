/** Texts of the elements for the navigation of the host page. */
export const navigation = {
  'portal.name': 'Support',
  'portal.link': 'Go to {name}',
  'portal.badge': { one: '{count} ticket waits for your answer', other: '{count} tickets wait for your answer' },
  'portal.badgeMore': { one: 'More than {count} ticket waits for your answer', other: 'More than {count} tickets wait for your answer' },
} as const;
