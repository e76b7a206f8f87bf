import { isWrite, mapOperations, ticketing, validated, type TicketingAdapter, type TicketingClient, type WriteContext } from '../contract/index.ts';

type Call = (input: unknown, context: WriteContext) => Promise<unknown>;

/**
 * The validated adapter of a portal, which tells of every ticket that was written. Its module holds the whole ticketing contract,
 * and is fetched with the first call: signing in does without.
 */
export function ticketingClient(adapter: TicketingAdapter, onWrite: (ticketId: string) => void): TicketingClient {
  const client = validated(adapter);
  const watched = mapOperations(ticketing, (name, operation): Call => async (input, context) => {
    const output = await (client[name] as Call)(input, context);
    const { ticketId, followUpOf } = input as { ticketId?: string; followUpOf?: string };
    if (isWrite(operation)) onWrite(ticketId ?? (output as { id: string }).id);
    // The closed ticket leads to the new one from now on.
    if (followUpOf !== undefined) onWrite(followUpOf);
    return output;
  });
  return watched as unknown as TicketingClient;
}
