/** The owner's settings: one document, its public part, what is wrong with it, and the operations of those who edit it. */
export * from './access-choices.ts';
export * from './appearance.ts';
export * from './backend-description.ts';
export * from './list-choices.ts';
export * from './localized-text.ts';
export * from './portal-operations.ts';
export * from './portal-settings.ts';
export * from './problems.ts';
export * from './public-part.ts';
export * from './public-settings.ts';
export * from './settings-operations.ts';
