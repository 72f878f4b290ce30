import { CHALLENGE_MS } from '../../protocol/limits.ts'
import type { Factor } from '../../protocol/rest.ts'

/** How somebody answers the second question. */
export type Way = Factor

/** The way that is offered first: what most have at hand, recovery codes only when all else is lost. */
export function firstWay(factors: readonly Factor[]): Way {
  return ORDER.find(way => factors.includes(way)) ?? 'recovery'
}
const ORDER: readonly Way[] = ['totp', 'passkey', 'recovery']

/** What else there is, each behind a button. */
export function otherWays(way: Way, factors: readonly Factor[]): Way[] {
  return ORDER.filter(other => other !== way && factors.includes(other))
}

/** What is said, by way; `turn` is on the button that leads there. */
export const WAYS: Readonly<Record<Way, { ask: string; turn: string }>> = {
  totp: {
    ask: 'Your password is right. Now the code that your authenticator app shows.',
    turn: 'Use the app’s code',
  },
  passkey: { ask: 'Your password is right. Now your passkey.', turn: 'Use a passkey' },
  recovery: {
    ask: 'Your password is right. Now one of the recovery codes that you put away.',
    turn: 'Use a recovery code',
  },
}

export type CodeWay = Exclude<Way, 'passkey'>

export const CODE_FIELDS = {
  totp: { label: 'Code', hint: 'Six digits.', autocomplete: 'one-time-code', inputMode: 'numeric' },
  recovery: {
    label: 'Recovery code',
    hint: 'Each of them opens once.',
    autocomplete: 'off',
    inputMode: 'text',
  },
} as const satisfies Record<CodeWay, object>

/** The code as it is sent: apps show it in two halves, and people copy the gap. */
export function codeOf(way: CodeWay, typed: string): string {
  return way === 'totp' ? typed.replaceAll(/[\s-]/g, '') : typed.trim()
}

export function mistakeInCode(way: CodeWay, typed: string): string | undefined {
  const code = codeOf(way, typed)
  if (code === '') return way === 'totp' ? 'Enter the code.' : 'Enter a recovery code.'
  if (way === 'totp' && !/^\d{6}$/.test(code)) return 'The code has six digits.'
  return undefined
}

/** Milliseconds that are left. A clock that is wrong here must not end it before the server does. */
export function lastsMs(expiresAt: number, now: number): number {
  const left = expiresAt - now
  return left > 0 && left <= CHALLENGE_MS ? left : CHALLENGE_MS
}

/** Milliseconds before the end at which it is told. */
export const ENDING_MS = 60_000
