import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { cbor } from './cbor.ts'

/** What it says in the byte of flags (WebAuthn §6.1). */
const PRESENT = 0x01
const VERIFIED = 0x04
const BACKUP_ELIGIBLE = 0x08
const BACKED_UP = 0x10
const ATTESTED = 0x40

interface Credential {
  id: string
  key: KeyObject
  /** COSE. */
  publicKey: Buffer
  handle: string
}

/** What the page would do, where a test does otherwise. */
export interface Behaviour {
  /** Where the page is. */
  origin: string
  /** The site that the browser lets it sign for. */
  rpId: string
  isVerified: boolean
  /** What it says about how often it was used; itself it does not count. */
  counter: number
  isBackedUp: boolean
  clientData: Record<string, unknown>
  /** What is said about the making of the key: `self` is a signature with the key. */
  attestation: 'self' | { fmt: string; attStmt: Map<string, unknown> }
}

/** An authenticator and the browser before it: makes passkeys (ES256) and signs with them. */
export class Authenticator {
  readonly #origin: string
  readonly credentials: Credential[] = []

  constructor(origin: string) {
    this.#origin = origin
  }

  /** As navigator.credentials.create. @param options PublicKeyCredentialCreationOptionsJSON */
  create(options: Record<string, unknown>, behaviour: Partial<Behaviour> = {}) {
    const { challenge, user } = options as { challenge: string; user: { id: string } }
    const { publicKey: key, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const id = randomBytes(32)
    const credential = {
      id: id.toString('base64url'),
      key: privateKey,
      publicKey: coseOf(key),
      handle: user.id,
    }
    this.credentials.push(credential)
    const length = Buffer.from([0, id.length])
    const attested = Buffer.concat([Buffer.alloc(16), length, id, credential.publicKey])
    const authData = this.#authenticatorData(behaviour, ATTESTED, attested)
    const clientDataJSON = this.#clientData('webauthn.create', challenge, behaviour)
    const { attestation = { fmt: 'none', attStmt: new Map() } } = behaviour
    const { fmt, attStmt } =
      attestation === 'self' ? selfAttestation(credential, authData, clientDataJSON) : attestation
    const statement = new Map<string, unknown>([
      ['fmt', fmt],
      ['attStmt', attStmt],
      ['authData', authData],
    ])
    return this.#answer(credential.id, {
      clientDataJSON,
      attestationObject: cbor(statement).toString('base64url'),
      transports: ['internal', 'hybrid'],
    })
  }

  /** As navigator.credentials.get. @param options PublicKeyCredentialRequestOptionsJSON */
  get(options: Record<string, unknown>, behaviour: Partial<Behaviour> = {}) {
    const { challenge, allowCredentials } = options as {
      challenge: string
      allowCredentials?: { id: string }[]
    }
    const credential = this.credentials.find(
      ({ id }) => allowCredentials?.some(allowed => allowed.id === id) ?? true,
    )
    if (credential === undefined) throw new Error('no passkey that would do')
    const clientDataJSON = this.#clientData('webauthn.get', challenge, behaviour)
    const authenticatorData = this.#authenticatorData(behaviour)
    return this.#answer(credential.id, {
      clientDataJSON,
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature(credential, authenticatorData, clientDataJSON).toString('base64url'),
      userHandle: credential.handle,
    })
  }

  #answer<T>(id: string, response: T) {
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }

  #clientData(type: string, challenge: string, { origin, clientData }: Partial<Behaviour>): string {
    const told = {
      type,
      challenge,
      origin: origin ?? this.#origin,
      crossOrigin: false,
      ...clientData,
    }
    return Buffer.from(JSON.stringify(told)).toString('base64url')
  }

  #authenticatorData(
    { rpId = new URL(this.#origin).hostname, ...behaviour }: Partial<Behaviour>,
    flags = 0,
    attested = Buffer.alloc(0),
  ): Buffer {
    const { isVerified = true, isBackedUp = false, counter = 0 } = behaviour
    const byte =
      flags | PRESENT | (isVerified ? VERIFIED : 0) | (isBackedUp ? BACKUP_ELIGIBLE | BACKED_UP : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([byte]), count, attested])
  }
}

/** Signs what WebAuthn has signed: what the authenticator says, and the hash of what the browser does. */
function signature({ key }: Credential, authenticatorData: Buffer, clientDataJSON: string): Buffer {
  const hash = sha256(Buffer.from(clientDataJSON, 'base64url'))
  return sign('sha256', Buffer.concat([authenticatorData, hash]), key)
}

function selfAttestation(credential: Credential, authData: Buffer, clientDataJSON: string) {
  const attStmt = new Map<string, unknown>([
    ['alg', -7],
    ['sig', signature(credential, authData, clientDataJSON)],
  ])
  return { fmt: 'packed', attStmt }
}

/** An EC2 key on P-256 for ES256 (RFC 9053 §7.1.1). */
function coseOf(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  )
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest()
}
