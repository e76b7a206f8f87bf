/** The contract between elements, gateway and ticketing systems: schemas, operation tables, errors, wire format. */
export * from './access/index.ts';
export * from './backend.ts';
export * from './capabilities.ts';
export * from './errors.ts';
export * from './fetch-part.ts';
export * from './filter.ts';
export * from './form.ts';
export * from './form-check.ts';
export * from './operation.ts';
export * from './schemas.ts';
export * from './settings/index.ts';
export * from './ticket.ts';
export * from './ticketing.ts';
export * from './uploads.ts';
export * from './validated.ts';
export * from './validated-ticketing.ts';
export * from './wire.ts';
