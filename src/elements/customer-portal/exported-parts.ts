/** The parts of the elements that the portal is made of, as their doc blocks list them; a test compares. */
export const PARTS = {
  'portal-login': 'form submit ways way terms message signed-in sign-out unsent error loading off',
  'portal-session': 'preview end-preview warning stay sign-in-again close error',
  'ticket-list': 'filters table cards row title status new more empty error off',
  'ticket-detail': 'details conversation message attachments copies rating follow-up composer send undo discard other-draft off',
  'support-form': 'form chooser follow-up description error-summary field control help field-error submit cancel undo discard other-draft pressed created error loading empty signed-out success off',
} as const;

/**
 * The `exportparts` of an element inside of the portal: the page reaches its parts by the element's name and theirs, such as
 * `customer-portal::part(ticket-list-row)`.
 */
export const exportedParts = (element: keyof typeof PARTS): string =>
  PARTS[element].split(' ').map((part) => `${part}:${element}-${part}`).join();
