import type { PortalSettingsInput, TicketingBackend } from '../src/contract/index.ts';

/** The invented company's owner of the portal, who may change its settings at /settings. The password guards nothing. */
export const owner = { email: 'olive@widgetworks.example', name: 'Olive Owen', password: 'olive-password' } as const;
/** Somebody else who may, to see what happens when two do at once. */
export const secondOwner = { email: 'otto@widgetworks.example', name: 'Otto Ott', password: 'otto-password' } as const;

/** What holds until the owner has saved something: more than the careful defaults, so that there is something to see. */
export async function initialSettings(backend: TicketingBackend): Promise<PortalSettingsInput> {
  const { fields = [] } = await backend.describe?.() ?? {};
  return {
    version: 1,
    name: { en: 'Widget Works Support', ko: 'Widget Works 고객 지원' },
    path: '/support',
    tickets: { permission: 'organization', organizations: 'all', threads: 'original', fields: fields.map(({ id }) => id) },
    actions: { cc: 'colleagues', rate: true },
    navigation: [{ label: { en: 'Help', ko: '도움말' }, href: '/help' }],
  };
}
