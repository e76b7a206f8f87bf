import { fetchPart, isWrite, mapFiles, mapOperations, ticketing, validated, type TicketingAdapter, type TicketingClient, type WriteContext } from '../contract/index.ts';

type Call = (input: unknown, context: WriteContext) => Promise<unknown>;

/**
 * The validated adapter of a portal, which tells of every ticket that was written. Its module holds the whole ticketing contract,
 * and is fetched with the first call: signing in does without.
 * @param keepsLocation Whether pictures may tell where they were taken; otherwise that is taken out of them before they leave the device.
 */
export function ticketingClient(adapter: TicketingAdapter, onWrite: (ticketId: string) => void, keepsLocation: () => boolean): TicketingClient {
  const client = validated(adapter);
  const watched = mapOperations(ticketing, (name, operation): Call => async (input, context) => {
    const ready = keepsLocation() ? input : await mapFiles(operation, input as Readonly<Record<string, unknown>>, discreet);
    const output = await (client[name] as Call)(ready, context);
    const { ticketId, followUpOf } = input as { ticketId?: string; followUpOf?: string };
    if (isWrite(operation)) onWrite(ticketId ?? (output as { id: string }).id);
    // The closed ticket leads to the new one from now on.
    if (followUpOf !== undefined) onWrite(followUpOf);
    return output;
  });
  return watched as unknown as TicketingClient;
}

/** A picture without the position at which it was taken; what does that is fetched with the first picture. */
async function discreet(file: unknown): Promise<unknown> {
  // Browsers do not know the type of every picture.
  if (!(file instanceof File) || !(file.type.startsWith('image/') || /\.(?:jpe?g|png|webp|hei[cf]|avif)$/i.test(file.name))) return file;
  const { withoutLocation } = await fetchPart(() => import('./files/without-location.ts'));
  return withoutLocation(file);
}
