/** Longer attributes are no prefilled values. */
const LONGEST = 100_000;

/** Reads the `prefill` attribute: a JSON object; anything else fills in nothing. */
export const prefillConverter = {
  fromAttribute(attribute: string | null): Readonly<Record<string, unknown>> {
    if (attribute === null || attribute.length > LONGEST) return {};
    try {
      const value: unknown = JSON.parse(attribute);
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : {};
    } catch {
      console.error('Portico: the prefill attribute of <support-form> is not JSON.');
      return {};
    }
  },
};
