import * as z from 'zod/mini';
import {
  access, API_PREFIX, CHANGE_EVENT, ERROR_STATUS, EVENTS_PATH, IDEMPOTENCY_KEY, isWrite, operationNames, portalOperations, settingsOperations, ticketing, uploads,
  type ErrorCode, type Operation, type OperationTable,
} from '../contract/index.ts';

type Json = Record<string, unknown>;
interface ObjectSchema { properties?: Record<string, Json>; required?: string[] }

/** The OpenAPI 3.1 document of the gateway, made from the same tables and schemas as its routes. */
export function openApi(title: string, server: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  const tables: [string, OperationTable][] = [['Ticketing', ticketing], ['Access', access], ['Uploads', uploads], ['Portal', portalOperations], ['Settings', settingsOperations]];
  for (const [tag, table] of tables) {
    for (const name of operationNames(table)) {
      const operation = table[name] as Operation;
      const path = API_PREFIX + operation.path.replace(/:(\w+)/g, '{$1}');
      paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(name, operation, tag) };
    }
  }
  paths[API_PREFIX + EVENTS_PATH] = { get: events };
  return {
    openapi: '3.1.0',
    info: { title: `${title}: customer portal`, version: API_PREFIX.slice(1), description: 'Errors have a code of a closed set. A session is a cookie. Writes need an Origin that the gateway lists.' },
    servers: [{ url: server }],
    tags: tables.map(([name]) => ({ name })),
    paths,
    components: {
      schemas: { Error: errorSchema },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'portico' } },
    },
  };
}

const errorSchema: Json = {
  type: 'object', required: ['error'],
  properties: {
    error: {
      type: 'object', required: ['code', 'message'],
      properties: {
        code: { enum: Object.keys(ERROR_STATUS).filter((code) => ERROR_STATUS[code as ErrorCode] !== 0) },
        message: { type: 'string', description: 'For developers; never shown to customers.' },
        retryAfter: { type: 'number', description: 'Seconds.' },
        issues: { type: 'array', items: { type: 'object', required: ['path', 'code'], properties: { path: { type: 'string' }, code: { type: 'string' }, limit: { type: ['string', 'number'] } } } },
      },
    },
  },
};

/** The one line that is in no table: its answer does not end. */
const events: Json = {
  operationId: 'events', tags: ['Ticketing'], security: [{ session: [] }],
  summary: `Tells when something has happened that the customer may see: a stream of events "${CHANGE_EVENT}" that say no more. Where the profile says \`live\`.`,
  responses: {
    200: { description: 'Server-sent events', content: { 'text/event-stream': {} } },
    default: { description: 'An error', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
  },
};

function describe(name: string, operation: Operation, tag: string): Json {
  const { properties = {}, required = [] } = jsonSchema(operation.input, 'input') as ObjectSchema;
  const inPath = [...operation.path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter as string);
  const rest = Object.keys(properties).filter((key) => !inPath.includes(key) && key !== operation.bytes);
  const inQuery = isWrite(operation) && operation.bytes === undefined ? [] : rest;
  const parameters = [
    ...inPath.map((key) => ({ name: key, in: 'path', required: true, schema: properties[key] ?? {} })),
    ...inQuery.map((key) => ({ name: key, in: 'query', required: required.includes(key), schema: properties[key] ?? {} })),
    ...tag === 'Ticketing' && isWrite(operation) || name === 'createUpload'
      ? [{ name: IDEMPOTENCY_KEY, in: 'header', required: true, schema: { type: 'string', pattern: '^[\\w-]{1,100}$' }, description: 'The same for every repetition of one write, which then happens once.' }]
      : [],
  ];
  return {
    operationId: name, summary: operation.summary, tags: [tag],
    security: tag === 'Access' || tag === 'Portal' ? [] : [{ session: [] }],
    ...parameters.length > 0 ? { parameters } : {},
    ...isWrite(operation) ? { requestBody: body(operation, properties, required, rest) } : {},
    responses: { 200: answer(operation), default: { description: 'An error', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } } },
  };
}

function body(operation: Operation, properties: Record<string, Json>, required: readonly string[], keys: readonly string[]): Json {
  if (operation.bytes !== undefined) return { required: true, content: { 'application/octet-stream': {} } };
  const schema = { type: 'object', properties: Object.fromEntries(keys.map((key) => [key, properties[key]])), required: keys.filter((key) => required.includes(key)) };
  return { required: true, content: { 'application/json': { schema } } };
}

const answer = ({ output }: Operation): Json => output === 'file'
  ? { description: 'The file, to be saved', content: { 'application/octet-stream': {} } }
  : { description: 'The answer', content: { 'application/json': { schema: jsonSchema(output, 'output') } } };

/** On the wire a file of an input is the id of its upload; that is all a custom schema can be here. */
const jsonSchema = (schema: z.ZodMiniType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io, unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: json }) => {
      if (zodSchema._zod.def.type === 'custom') Object.assign(json, { type: 'string', description: 'The id of an upload.' });
    },
  }) as Json;
  return rest;
};
