import { setTimeout as delay } from 'node:timers/promises';
import { Random } from '../policy/random.ts';
import { Customer } from './customer.ts';
import type { Lane } from './lane.ts';
import { problemOfConversation, randomFiles, randomText, type Sending } from './sending.ts';

/** Customers who send one reply after the other. */
export interface Load {
  /** How many replies the gateway has said to be there. */
  readonly acknowledged: number;
  /** Lets the last ones arrive. @returns what is wrong with what the ticketing system has: each that was acknowledged is there once, in order, and nothing else */
  stop(): Promise<readonly string[]>;
}

/** Bytes of the largest file. */
const LARGEST = 60_000;

/** @param writers How many send at the same time, each in a ticket of their own. */
export async function startLoad(lane: Lane, writers: number): Promise<Load> {
  const { system, customer: account, wire } = lane;
  let isOver = false;
  let acknowledged = 0;
  const session = new Customer(wire.url, account);
  await session.signIn();
  const write = async (number: number): Promise<readonly string[]> => {
    const random = new Random(number);
    const subject = `load${String(number)}x${crypto.randomUUID().slice(0, 8)}`;
    const ticketId = await system.openTicket(account, subject);
    const sent: Sending[] = [];
    const problems: string[] = [];
    while (!isOver) {
      const sending: Sending = { ticketId, subject, text: randomText(random, `${subject} ${String(sent.length)}`), files: random.chance(0.5) ? randomFiles(random, LARGEST) : [] };
      try {
        await session.send(sending, 'once');
      } catch (error) {
        problems.push(String(error));
        break;
      }
      sent.push(sending);
      acknowledged += 1;
      await delay(random.below(30));
    }
    const problem = await problemOfConversation(system, ticketId, sent);
    return problem === null ? problems : [...problems, problem];
  };
  const writing = Promise.all(Array.from({ length: writers }, (_, number) => write(number)));
  return {
    get acknowledged() { return acknowledged; },
    async stop() {
      isOver = true;
      return (await writing).flat();
    },
  };
}
