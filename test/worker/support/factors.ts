import { createHmac } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { Secret, TOTP } from 'otpauth/bare'
import { expect } from 'vitest'
import {
  passkeyAddedSchema,
  passkeyOptionsSchema,
  recoveryCodesSchema,
  type SecondFactorNeeded,
  type Session,
  secondFactorNeededSchema,
  totpSetupSchema,
} from '../../../protocol/rest.ts'
import { audit, sessions, totps } from '../../../worker/store/schema.ts'
import { Authenticator } from '../../support/authenticator.ts'
import { db } from './people.ts'
import { ORIGIN, PASSWORD, signedUp, Visitor } from './visitor.ts'

export type Person = Visitor & { session: Session }

/** An authenticator app: the code of now, or of so many steps later. */
export function codeOf(secret: string, later = 0): string {
  const hmac = (_: string, key: Uint8Array, message: Uint8Array) =>
    createHmac('sha1', key).update(message).digest()
  const totp = new TOTP({ secret: Secret.fromBase32(secret), hmac })
  return totp.generate({ timestamp: Date.now() + later * 30_000 })
}

/** A code that is wrong now and in the steps around. */
export function wrongCode(secret: string): string {
  const right = [-2, -1, 0, 1, 2].map(later => codeOf(secret, later))
  return ['000000', '111111', '222222', '333333', '444444', '555555'].find(
    code => !right.includes(code),
  ) as string
}

/** Somebody who has set up an app, of which no code counts as used. */
export async function withApp(name: string): Promise<{
  person: Person
  secret: string
  codes: string[]
}> {
  const person = await signedUp(name)
  const { secret, codes } = await addApp(person)
  return { person, secret, codes: codes ?? [] }
}

export async function addApp(person: Person) {
  const answer = await person.post('/api/account/totp')
  const { secret } = totpSetupSchema.parse(await answer.json())
  const confirmed = await person.post('/api/account/totp/confirm', { code: codeOf(secret) })
  const { recoveryCodes } = recoveryCodesSchema.parse(await confirmed.json())
  const { id } = person.session.account
  await db.update(totps).set({ lastStep: 0 }).where(eq(totps.accountId, id))
  return { secret, codes: recoveryCodes }
}

/** Somebody who has a passkey, and what holds it. */
export async function withPasskey(name: string) {
  const person = await signedUp(name)
  const authenticator = new Authenticator(ORIGIN)
  const { passkey, recoveryCodes } = await addPasskey(person, authenticator)
  return { person, authenticator, passkey, codes: recoveryCodes ?? [] }
}

export async function addPasskey(person: Person, authenticator: Authenticator, name = 'Laptop') {
  const { token, options } = await creationOptions(person)
  const response = authenticator.create(options)
  const answer = await person.post('/api/account/passkeys', { token, response, name })
  expect(answer.status).toBe(201)
  return passkeyAddedSchema.parse(await answer.json())
}

export async function creationOptions(person: Visitor) {
  const answer = await person.post('/api/account/passkeys/options')
  return passkeyOptionsSchema.parse(await answer.json())
}

/** @param token what a right password gave */
export async function requestOptions(visitor: Visitor, token?: string) {
  const answer = await visitor.post('/api/auth/passkey/options', token ? { token } : {})
  return passkeyOptionsSchema.parse(await answer.json())
}

/** The first step of signing in, from elsewhere. */
export async function passwordOf(person: Person, visitor = new Visitor()) {
  const answer = await visitor.post('/api/auth/login', {
    username: person.session.account.username,
    password: PASSWORD,
  })
  const body: SecondFactorNeeded = secondFactorNeededSchema.parse(await answer.json())
  return { visitor, ...body.secondFactor }
}

/** How many sessions an account ever had. */
export async function sessionsOf(accountId: string): Promise<number> {
  return (await db.select().from(sessions).where(eq(sessions.accountId, accountId))).length
}

/** What the audit says an account did, or was done to it. */
export async function recorded(accountId: string) {
  const own = await db.select().from(audit).where(eq(audit.actorId, accountId)).orderBy(audit.id)
  const tried = await db.select().from(audit).where(eq(audit.targetId, accountId))
  return {
    did: own.map(({ action }) => action),
    suffered: tried.map(({ action }) => action),
    details: own.map(({ detail }) => detail),
  }
}
