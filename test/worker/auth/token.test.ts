import { type JWTHeaderParameters, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import {
  type Claims,
  keyId,
  readToken,
  type Secrets,
  signToken,
} from '../../../worker/auth/token.ts'

const SECRET = 'a secret of thirty-two bytes, or more'
const SECRETS: Secrets = [SECRET]
const NOW = Date.UTC(2026, 10, 20, 12)
const HOUR_MS = 3_600_000
const CLAIMS: Claims = {
  accountId: '01a0b1c2-0000-7000-8000-000000000001',
  sessionId: '01a0b1c2-0000-4000-8000-000000000002',
  expiresAt: NOW + HOUR_MS,
}

/** A token like ours, before somebody bends it. */
function like(header: Partial<JWTHeaderParameters> = {}): SignJWT {
  return new SignJWT({ iss: 'alcove', aud: 'alcove-api' })
    .setProtectedHeader({ alg: 'HS256', typ: 'session+jwt', kid: keyId(SECRET), ...header })
    .setSubject(CLAIMS.accountId)
    .setJti(CLAIMS.sessionId)
    .setIssuedAt(new Date(NOW))
    .setExpirationTime(new Date(CLAIMS.expiresAt))
}

function key(secret = SECRET): Uint8Array {
  return new TextEncoder().encode(secret)
}

function part(value: unknown): string {
  return btoa(JSON.stringify(value)).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_')
}

test('a token gives back the claims it was signed with', async () => {
  const token = await signToken(CLAIMS, SECRETS, NOW)
  expect(await readToken(token, SECRETS, NOW)).toEqual(CLAIMS)
})

test('the token the attacks below start from is good', async () => {
  expect(await readToken(await like().sign(key()), SECRETS, NOW)).toEqual(CLAIMS)
})

describe('no claims are read from', () => {
  const bent: [string, () => Promise<string> | string][] = [
    ['an empty text', () => ''],
    ['garbage', () => 'not.a.token'],
    ['dots', () => '..'],
    [
      'a token without a signature',
      () =>
        new UnsecuredJWT({ iss: 'alcove', aud: 'alcove-api' })
          .setSubject(CLAIMS.accountId)
          .setJti(CLAIMS.sessionId)
          .setIssuedAt(new Date(NOW))
          .setExpirationTime(new Date(CLAIMS.expiresAt))
          .encode(),
    ],
    [
      'a signed token whose header now says none',
      async () => {
        const [, body, signature] = (await like().sign(key())).split('.')
        return `${part({ alg: 'none', typ: 'session+jwt', kid: keyId(SECRET) })}.${body}.${signature}`
      },
    ],
    [
      'another account in a signed token',
      async () => {
        const [head, , signature] = (await like().sign(key())).split('.')
        return `${head}.${part({ sub: crypto.randomUUID(), jti: CLAIMS.sessionId })}.${signature}`
      },
    ],
    ['another key', () => like().sign(key('another secret, of thirty-two bytes'))],
    ['HS384 with the right key', () => like({ alg: 'HS384' }).sign(key())],
    ['HS512 with the right key', () => like({ alg: 'HS512' }).sign(key())],
    [
      'RS256 with a key of its own',
      async () => {
        const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
        const size = { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }
        const pair = await crypto.subtle.generateKey({ ...rsa, ...size }, true, ['sign', 'verify'])
        if (!('privateKey' in pair)) throw new Error('no pair')
        return await like({ alg: 'RS256' }).sign(pair.privateKey)
      },
    ],
    [
      'a key the token brings along',
      () =>
        like({
          jwk: { kty: 'oct', kid: 'mine' },
          kid: '../../dev/null',
          jku: 'https://evil.test/keys',
          x5u: 'https://evil.test/chain',
        }).sign(key('a key of mine, of thirty-two bytes.')),
    ],
    ['the name of a key nobody has', () => like({ kid: keyId('elsewhere') }).sign(key())],
    ['no name of a key', () => like({ kid: undefined as unknown as string }).sign(key())],
    ['another type of token', () => like({ typ: 'JWT' }).sign(key())],
    ['another issuer', () => like().setIssuer('elsewhere').sign(key())],
    ['another audience', () => like().setAudience('elsewhere').sign(key())],
    ['an end that has passed', () => like().setExpirationTime(new Date(NOW)).sign(key())],
    [
      'a beginning that has not come',
      () =>
        like()
          .setNotBefore(new Date(NOW + 9e5))
          .sign(key()),
    ],
    ['an account that is no UUID', () => like().setSubject("' or 1=1 --").sign(key())],
    ['a session that is no UUID', () => like().setJti('*').sign(key())],
    [
      'a token without an end',
      () =>
        new SignJWT({ iss: 'alcove', aud: 'alcove-api', sub: CLAIMS.accountId })
          .setProtectedHeader({ alg: 'HS256', typ: 'session+jwt', kid: keyId(SECRET) })
          .setJti(CLAIMS.sessionId)
          .setIssuedAt(new Date(NOW))
          .sign(key()),
    ],
  ]

  test.each(bent)('%s', async (_, make) => {
    expect(await readToken(await make(), SECRETS, NOW)).toBeUndefined()
  })
})

describe('when the secret is replaced', () => {
  const NEXT = 'the next secret of thirty-two bytes.'

  test('tokens of the one before are taken, and new ones are of the new', async () => {
    const old = await signToken(CLAIMS, SECRETS, NOW)
    expect(await readToken(old, [NEXT, SECRET], NOW)).toEqual(CLAIMS)
    const fresh = await signToken(CLAIMS, [NEXT, SECRET], NOW)
    expect(await readToken(fresh, [NEXT], NOW)).toEqual(CLAIMS)
    expect(await readToken(fresh, SECRETS, NOW)).toBeUndefined()
  })

  test('tokens of the one before are taken no more once it is forgotten', async () => {
    const old = await signToken(CLAIMS, SECRETS, NOW)
    expect(await readToken(old, [NEXT], NOW)).toBeUndefined()
  })

  test('the name of a key tells nothing of it', () => {
    expect(keyId(SECRET)).toMatch(/^[\w-]{8}$/)
    expect(keyId(SECRET)).not.toBe(keyId(NEXT))
  })
})
