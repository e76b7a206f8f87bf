import {
  publicPart, type AccessAdapter, type Person, type PortalSettings, type ReadContext, type SettingsClient, type SettingsTable, type TicketingAdapter,
} from '../../contract/index.ts';
import { newKey } from '../new-key.ts';
import { Portal } from '../portal.ts';

type PreviewOperation = SettingsTable['previewTickets']['input']['_zod']['output']['operation'];

const OPERATIONS = ['getProfile', 'listTickets', 'getTicket', 'listMessages', 'listForms', 'getForm'] as const satisfies readonly PreviewOperation[];

/** What a preview is made of. */
export interface PreviewOptions {
  readonly owner: SettingsClient;
  /** The settings, which need not be saved. */
  readonly settings: PortalSettings;
  /** As whom the portal is seen. */
  readonly customer: Person;
  /** The key of the portal that the settings are of. */
  readonly key: string;
}

/** A portal as a customer would see it under settings that are not saved yet. Everything can be read; whatever writes is `unsupported`. */
export function previewPortal({ owner, settings, customer, key }: PreviewOptions): Portal {
  const ask = (operation: PreviewOperation) => async (input: object, { signal }: ReadContext): Promise<unknown> => {
    const document: Record<string, unknown> = settings;
    const answer = await owner.previewTickets({ document, customer: customer.email, operation, input: { ...input } }, { idempotencyKey: newKey(), signal });
    return answer.output;
  };
  const session = async (): Promise<unknown> => ({ customer: { id: customer.email, ...customer }, expires: null });
  return new Portal({
    key: `${key}#preview`,
    // What is not here is refused.
    ticketing: Object.fromEntries(OPERATIONS.map((name) => [name, ask(name)])) as unknown as TicketingAdapter,
    access: { getSession: session, peekSession: session } as unknown as AccessAdapter,
    settings: async () => publicPart(settings),
  });
}
