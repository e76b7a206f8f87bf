/** Whether a click on a link is the browser's affair: with a modifier it opens the link elsewhere. */
export const isForBrowser = (event: MouseEvent): boolean => event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;

/** The address of a ticket's page. @param url With `{id}` for the ticket's id. */
export const ticketHref = (url: string, ticketId: string): string => url.replaceAll('{id}', encodeURIComponent(ticketId));
