/** Texts for rating a closed ticket. */
export const rating = {
  'rating.question': 'How did we help you?',
  'rating.yours': 'Your rating',
  'rating.1': '1 – very bad',
  'rating.2': '2 – bad',
  'rating.3': '3 – neither good nor bad',
  'rating.4': '4 – good',
  'rating.5': '5 – very good',
  'rating.comment': 'Comment (optional)',
  'rating.send': 'Send rating',
  'rating.thanks': 'Thank you for your rating.',
  'rating.change': 'Change rating',
  'rating.keep': 'Keep it as it was',
  'rating.failed': 'Your rating has not been sent. It is still here.',
} as const;
