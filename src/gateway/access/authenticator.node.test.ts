import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** What an authenticator and its browser would do wrongly. */
export interface Deviation {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly counter?: number;
  /** Nobody touched the device. */
  readonly absent?: boolean;
  readonly userHandle?: string | undefined;
  readonly algorithm?: number;
  /** Changes the signature. */
  readonly tamper?: boolean;
}

/** A passkey inside of the device. */
export interface Credential { readonly id: string; readonly key: KeyObject; readonly userHandle: string; readonly rpId: string; counter: number }

/** A device and a browser in software: ES256, attestation `none`. */
export interface Authenticator {
  readonly credentials: Credential[];
  /** Answers `navigator.credentials.create`, as JSON. */
  create(options: Record<string, unknown>, deviation?: Deviation): Record<string, unknown>;
  /** Answers `navigator.credentials.get`, as JSON. @param credential Default the newest. */
  get(options: Record<string, unknown>, deviation?: Deviation, credential?: Credential): Record<string, unknown>;
}

/**
 * @param origin The page's. @param counts Whether uses are counted; synced passkeys do not.
 * @param idBytes Length of the credentials' ids.
 */
export function authenticator(origin: string, { counts = true, idBytes = 32 } = {}): Authenticator {
  const credentials: Credential[] = [];
  const clientData = (type: string, challenge: string, deviation: Deviation): Buffer =>
    Buffer.from(JSON.stringify({ type: deviation.type ?? type, challenge: deviation.challenge ?? challenge, origin: deviation.origin ?? origin, crossOrigin: false }));
  const head = (rpId: string, flags: number, counter: number): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count]);
  };

  return {
    credentials,
    create(options, deviation = {}) {
      const { rp, user, challenge } = options as { rp: { id: string }; user: { id: string }; challenge: string };
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const id = randomBytes(idBytes);
      const credential: Credential = { id: id.toString('base64url'), key: privateKey, userHandle: user.id, rpId: rp.id, counter: 0 };
      credentials.push(credential);
      // 1: EC2, 3: ES256, -1: P-256 (RFC 9053)
      const key = cbor([[1, 2], [3, deviation.algorithm ?? -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]);
      const length = Buffer.from([id.length >> 8, id.length & 255]);
      const authData = Buffer.concat([head(deviation.rpId ?? rp.id, (deviation.absent === true ? 0 : UP) | AT, deviation.counter ?? 0), Buffer.alloc(16), length, id, key]);
      return {
        id: credential.id, rawId: credential.id, type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform',
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, deviation).toString('base64url'), transports: ['internal'],
          attestationObject: cbor([['fmt', 'none'], ['attStmt', []], ['authData', authData]]).toString('base64url'),
        },
      };
    },
    get(options, deviation = {}, credential = credentials.at(-1)!) {
      const { challenge } = options as { challenge: string };
      if (counts) credential.counter += 1;
      const authData = head(deviation.rpId ?? credential.rpId, deviation.absent === true ? 0 : UP, deviation.counter ?? credential.counter);
      const data = clientData('webauthn.get', challenge, deviation);
      const signature = sign('sha256', Buffer.concat([authData, sha256(data)]), credential.key);
      if (deviation.tamper === true) signature[signature.length - 1]! ^= 1;
      return {
        id: credential.id, rawId: credential.id, type: 'public-key', clientExtensionResults: {},
        response: {
          clientDataJSON: data.toString('base64url'), authenticatorData: authData.toString('base64url'), signature: signature.toString('base64url'),
          userHandle: 'userHandle' in deviation ? deviation.userHandle : credential.userHandle,
        },
      };
    },
  };
}

/** Flags: somebody is present; a credential is attached. Never that the user was verified. */
const UP = 0x01;
const AT = 0x40;

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

/** What is encoded here: a list of pairs is a map. */
type Value = number | string | Buffer | readonly (readonly [string | number, Value])[];

/** CBOR (RFC 8949), as much of it as is needed. */
function cbor(value: Value): Buffer {
  if (typeof value === 'number') return value >= 0 ? start(0, value) : start(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([start(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([start(2, value.length), value]);
  return Buffer.concat([start(5, value.length), ...value.flatMap(([name, held]) => [cbor(name), cbor(held)])]);
}
function start(type: number, count: number): Buffer {
  if (count < 24) return Buffer.from([type << 5 | count]);
  return count < 256 ? Buffer.from([type << 5 | 24, count]) : Buffer.from([type << 5 | 25, count >> 8, count & 255]);
}
