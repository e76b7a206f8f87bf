/** Options and answers of the browser's own passkey functions, as JSON (WebAuthn Level 3). */
type Json = Record<string, unknown>;

/** Whether this browser can use passkeys. */
export const canUsePasskeys = (): boolean => typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

/** The person has said no, or has waited too long, which browsers tell alike. */
export const isCancelled = (error: unknown): boolean => error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError');

/** Lets the person choose a passkey. @throws DOMException see {@link isCancelled} */
export async function getPasskey(options: Json, signal: AbortSignal): Promise<Json> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as unknown as PublicKeyCredentialRequestOptionsJSON);
  return jsonOf(await navigator.credentials.get({ publicKey, signal }));
}

/** Lets the device make a passkey. @throws DOMException see {@link isCancelled}; `InvalidStateError` where it has one for the account */
export async function createPasskey(options: Json, signal: AbortSignal): Promise<Json> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as unknown as PublicKeyCredentialCreationOptionsJSON);
  return jsonOf(await navigator.credentials.create({ publicKey, signal }));
}

function jsonOf(credential: Credential | null): Json {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('There is no credential.', 'NotAllowedError');
  return credential.toJSON() as unknown as Json;
}
