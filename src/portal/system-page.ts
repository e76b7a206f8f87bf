/**
 * A view of the sign-in that a link leads to, such as `#portal=invitation&token=…` in a mail. It stands in the page's fragment, which neither servers nor
 * other sites get to see, and which no routing of the portal or of the host uses.
 */
export interface SystemPage {
  readonly view: string;
  /** What the link of a mail carries. */
  readonly token: string;
  /** Why one was sent here: `provider` where an identity provider's sign-in failed. */
  readonly error: string;
}

/** Reads the view that the page's address asks for, if it asks for one. */
export function systemPage(hash: string = location.hash): SystemPage | undefined {
  if (!hash.startsWith('#portal=')) return undefined;
  const parameters = new URLSearchParams(hash.slice(1));
  return { view: parameters.get('portal') ?? '', token: parameters.get('token') ?? '', error: parameters.get('error') ?? '' };
}

/** The fragment of a view, for a link to it. */
export const systemPageHref = (view: string): string => `#${new URLSearchParams({ portal: view }).toString()}`;

/** Takes the view out of the page's address, so that neither a reload nor the history holds a token. */
export function forgetSystemPage(): void {
  if (systemPage() !== undefined) history.replaceState(history.state, '', location.href.replace(/#.*$/s, ''));
}
