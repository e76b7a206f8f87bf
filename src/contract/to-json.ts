/**
 * A value of nothing but objects, lists and primitives as JSON, whatever a page has done to prototypes: the `toJSON` that old libraries
 * give to lists would write them as texts.
 */
export const toJson = (value: unknown): string => JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key: string) { return this[key]; });
