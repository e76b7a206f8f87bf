import { createContext } from '@lit/context';
import ky, { type KyInstance } from 'ky';
import { array, config, looseObject, nullable, optional, string } from 'zod/mini';

config({ jitless: true });

/** What every stack page stands on: the API by ky, handed down by context, and the schemas of its answers. */
export const apiContext = createContext<KyInstance>('api');
export const api = ky.create({ prefix: '/api/v1', credentials: 'include' });
export const anonymousApi = ky.create({ prefix: '/nobody/v1', credentials: 'include' });

export const ticketSchema = looseObject({ id: string(), subject: string(), status: looseObject({ label: string() }), lastActivity: string() });
export const ticketsSchema = looseObject({ items: array(ticketSchema), nextCursor: nullable(string()) });
const messageSchema = looseObject({ id: string(), created: string(), author: looseObject({ name: string() }), text: optional(nullable(string())), html: optional(nullable(string())) });
export const messagesSchema = looseObject({ items: array(messageSchema), nextCursor: nullable(string()) });
