import { CHALLENGE_MS } from '../../protocol/limits.ts'
import { log } from '../log.ts'
import type { PasskeyRow } from '../store/passkeys.ts'
import {
  type Assertion,
  type Creation,
  clientDataSchema,
  transportsSchema,
} from './webauthn-answer.ts'

// WebAuthn (https://www.w3.org/TR/webauthn-3/): what a browser is asked, and whether its answer holds.

// Loaded when somebody uses a passkey: it is a third of the Worker, and all of it would be evaluated
// before the first request.
const library = () => import('@simplewebauthn/server')
const helpers = () => import('@simplewebauthn/server/helpers')

/** The site that passkeys are for: the one that is asked, whatever other origins are let in. */
export interface Site {
  /** A host name. */
  rpId: string
  origin: string
}

export function siteOf(url: string): Site {
  const { hostname: rpId, origin } = new URL(url)
  return { rpId, origin }
}

/** Ed25519, ES256, RS256: what authenticators have. */
const ALGORITHMS = [-8, -7, -257]
/** Found without a name, and with a finger or a PIN: alone it is as good as two factors. */
const SELECTION = { residentKey: 'required', userVerification: 'required' } as const
/** Bytes: four times what an RSA key of 4,096 bits needs. */
const PUBLIC_KEY_MAX = 2_048

/** Whom a passkey is made for. */
export interface Keeper {
  /** What a passkey gives back when it is asked whose it is. */
  handle: Uint8Array<ArrayBuffer>
  username: string
  displayName: string
}

/** What to ask a browser that is to make a passkey. @param known those that are there already */
export async function creationOptions({ rpId }: Site, keeper: Keeper, known: PasskeyRow[]) {
  const { generateRegistrationOptions } = await library()
  return await generateRegistrationOptions({
    rpName: 'Alcove',
    rpID: rpId,
    userID: keeper.handle,
    userName: keeper.username,
    userDisplayName: keeper.displayName,
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    authenticatorSelection: { ...SELECTION },
    excludeCredentials: known.map(described),
    supportedAlgorithmIDs: ALGORITHMS,
  })
}

/** What to ask a browser that is to use a passkey. @param known those that will do; without, any */
export async function requestOptions({ rpId }: Site, known?: PasskeyRow[]) {
  const { generateAuthenticationOptions } = await library()
  return await generateAuthenticationOptions({
    rpID: rpId,
    timeout: CHALLENGE_MS,
    userVerification: 'required',
    ...(known !== undefined && { allowCredentials: known.map(described) }),
  })
}

function described({ id, transports }: PasskeyRow) {
  return { id, transports: transportsSchema.parse(transports) }
}

/** What is kept of a passkey that was made. */
export type Made = Pick<PasskeyRow, 'id' | 'publicKey' | 'counter' | 'transports' | 'isBackedUp'>

/**
 * Judges what a browser made.
 * @param nonce what it was asked to sign
 * @returns undefined, and a line in the log, unless all of it holds
 */
export async function judgeCreation(
  site: Site,
  nonce: string,
  creation: Creation,
): Promise<Made | undefined> {
  const { verifyRegistrationResponse } = await library()
  return await refusing(async () => {
    refuseFrames(creation)
    await refuseCertificates(creation)
    const { registrationInfo: made } = await verifyRegistrationResponse({
      response: { ...creation, clientExtensionResults: {} },
      expectedChallenge: nonce,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    if (made === undefined) throw new Error('The attestation does not hold')
    const { id, publicKey, counter } = made.credential
    if (publicKey.length > PUBLIC_KEY_MAX) throw new Error('The public key is too long')
    return {
      id,
      publicKey: Buffer.from(publicKey).toString('base64url'),
      counter,
      transports: creation.response.transports,
      isBackedUp: made.credentialBackedUp,
    }
  })
}

/** Our page is never in a frame of another site: one that puts it there wants the answer for itself. */
function refuseFrames({ response }: Creation | Assertion): void {
  const text = Buffer.from(response.clientDataJSON, 'base64url').toString()
  const { crossOrigin } = clientDataSchema.parse(JSON.parse(text))
  if (crossOrigin === true) throw new Error('The page is in a frame')
}

/** We ask for none. To check one, the library would fetch from addresses that are written in it. */
async function refuseCertificates({ response }: Creation): Promise<void> {
  const { decodeAttestationObject } = await helpers()
  const bytes = new Uint8Array(Buffer.from(response.attestationObject, 'base64url'))
  const decoded = decodeAttestationObject(bytes)
  const format = decoded.get('fmt')
  if (format === 'none') return
  if (format === 'packed' && decoded.get('attStmt').get('x5c') === undefined) return
  throw new Error(`An attestation that nobody asked for: ${format}`)
}

/**
 * Judges what a passkey signed.
 * @param nonce what it was asked to sign
 * @returns how far the passkey has counted; undefined, and a line in the log, unless all of it holds
 */
export async function judgeAssertion(
  site: Site,
  nonce: string,
  assertion: Assertion,
  passkey: PasskeyRow,
): Promise<Pick<PasskeyRow, 'counter' | 'isBackedUp'> | undefined> {
  const { verifyAuthenticationResponse } = await library()
  const { id, rawId, type, response } = assertion
  const { clientDataJSON, authenticatorData, signature } = response
  return await refusing(async () => {
    refuseFrames(assertion)
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId,
        type,
        response: { clientDataJSON, authenticatorData, signature },
        clientExtensionResults: {},
      },
      expectedChallenge: nonce,
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
        counter: passkey.counter,
      },
    })
    if (!verified) throw new Error('The signature does not hold')
    const { newCounter: counter, credentialBackedUp: isBackedUp } = authenticationInfo
    return { counter, isBackedUp }
  })
}

/** The library says no by throwing, and has no class of its own for it. */
async function refusing<T>(judgement: () => Promise<T>): Promise<T | undefined> {
  try {
    return await judgement()
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, REASON_MAX_CHARS) : 'unknown'
    log('info', 'passkey.refused', { reason })
    return undefined
  }
}
/** The library repeats what it was given. */
const REASON_MAX_CHARS = 200
