/** The articles of an invented help centre. */
export const articles: readonly { readonly path: string; readonly title: string; readonly content: string }[] = [
  {
    path: '/', title: 'Connect a widget',
    content: '<p>Hold the button until the light is green, then open the app and choose <strong>Add</strong>. If the light stays red, <a href="/articles/reset">set the widget back</a> and begin again.</p><p><a href="/support">Write to us</a> if that does not help.</p>',
  },
  {
    path: '/articles/reset', title: 'Set a widget back',
    content: '<p>Hold the button for ten seconds. The light goes out, and the widget forgets its network.</p>',
  },
  {
    path: '/articles/invoices', title: 'Find your invoices',
    content: '<p>Invoices are in the app under <em>Account</em>. For older ones, <a href="/support">ask us</a>.</p>',
  },
];
