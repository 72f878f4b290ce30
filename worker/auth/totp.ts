import type { TotpSetup } from '../../protocol/rest.ts'
import { addressKey } from '../domain/address.ts'
import type { Identity } from '../domain/identity.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { foldCode } from '../domain/recovery-code.ts'
import { newTotpSecret, totpStep, totpUri } from '../domain/totp.ts'
import type { Guess } from '../limits/sign-in-guard.ts'
import { log } from '../log.ts'
import type { Parts } from '../parts.ts'
import {
  confirmTotp,
  findTotp,
  proposeTotp,
  removeTotp,
  spendStep,
  type TotpRow,
} from '../store/totps.ts'
import { newRecoverySet } from './recovery.ts'
import { seal, unseal } from './sealing.ts'
import type { Visit } from './visit.ts'

/**
 * Proposes a secret for an app. It guards nothing until a code shows that the app has it.
 * @throws Unavailable
 */
export async function setUpTotp(parts: Parts, me: Identity): Promise<Outcome<TotpSetup>> {
  const secret = newTotpSecret()
  const sealed = seal(parts.env.PASSWORD_PEPPER, me.id, secret)
  const isKept = await proposeTotp(parts.db, me.id, sealed, parts.now())
  return isKept ? done({ secret, uri: totpUri(secret, me.username) }) : refused('already_set')
}

/**
 * Sets the app up for good.
 * @returns recovery codes when this is the first factor, null otherwise
 * @throws Unavailable
 */
export async function confirmSetup(
  parts: Parts,
  me: Identity,
  code: string,
  visit: Visit,
): Promise<Outcome<string[] | null>> {
  const guess: Guess = { address: addressKey(visit.ip), name: `second-factor:${me.id}` }
  const waitMs = await parts.signIns.attempt(guess)
  if (waitMs > 0) return refused('rate_limited', waitMs)
  const row = await findTotp(parts.db, me.id)
  const secret = row && read(parts, row)
  if (row === undefined || secret === undefined || row.confirmedAt !== null)
    return refused('challenge_expired')
  const step = totpStep(secret, foldCode(code), parts.now())
  if (step === undefined) return refused('wrong_code')
  await parts.signIns.succeeded(guess)
  const { shown, kept } = newRecoverySet(parts, me.id, visit)
  const entry = { action: 'totp.added', actorId: me.id, ip: visit.ip } as const
  const hasMadeCodes = await confirmTotp(parts.db, row, step, kept, entry)
  if (hasMadeCodes === undefined) return refused('challenge_expired')
  return done(hasMadeCodes ? shown : null)
}

/** Removes the app. Nothing happens where none is. @throws Unavailable */
export async function forgetTotp(parts: Parts, me: Identity, { ip }: Visit): Promise<void> {
  await removeTotp(parts.db, me.id, { action: 'totp.removed', actorId: me.id, ip })
}

/** Whether a code is one of the account's app, and was not used before. @throws Unavailable */
export async function isAppCode(parts: Parts, accountId: string, code: string): Promise<boolean> {
  const row = await findTotp(parts.db, accountId)
  const secret = row?.confirmedAt && read(parts, row)
  if (!secret) return false
  const step = totpStep(secret, code, parts.now())
  return step !== undefined && (await spendStep(parts.db, accountId, step))
}

/** The secret; undefined, and a line in the log, when the pepper it was sealed under is gone. */
function read(parts: Parts, { accountId, secret }: TotpRow): string | undefined {
  const text = unseal(parts.env.PASSWORD_PEPPER, accountId, secret)
  if (text === undefined) log('error', 'totp.unreadable', { accountId })
  return text
}
