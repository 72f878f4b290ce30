import * as z from 'zod'
import {
  type Account,
  type Login,
  type LoginAnswer,
  loginAnswerSchema,
  type Register,
  type SecondFactor,
  type Session,
  sessionSchema,
} from '../../protocol/rest.ts'
import { blocked } from '../state/blocks.ts'
import { rooms } from '../state/rooms.ts'
import { session } from '../state/session.ts'
import { accessGiven } from './access.ts'
import { type Answer, ask } from './api.ts'

/** The other pages of this browser share its session, and learn here that it is another one now. */
const pages = new BroadcastChannel('alcove:session')
pages.onmessage = () => void findSession()

/** Asks who this browser is signed in as. */
export async function findSession(): Promise<void> {
  // A page that waits for the server to come back stands still while it asks.
  if (session.value.phase !== 'unreachable') session.value = { phase: 'unknown' }
  forget()
  const answer = await ask(sessionSchema, '/api/auth/me')
  if (answer.ok) enter(answer.value)
  else if (answer.refusal.code === 'unauthenticated') leave()
  // Whatever else went wrong, nobody was signed out.
  else session.value = { phase: 'unreachable' }
}

/** A session, or the question for a second factor. */
export async function signIn(login: Login): Promise<Answer<LoginAnswer>> {
  return entered(await ask(loginAnswerSchema, '/api/auth/login', { method: 'POST', body: login }))
}

export async function giveSecondFactor(body: SecondFactor): Promise<Answer<Session>> {
  return entered(await ask(sessionSchema, '/api/auth/second-factor', { method: 'POST', body }))
}

export async function register(account: Register): Promise<Answer<Session>> {
  return entered(await ask(sessionSchema, '/api/auth/register', { method: 'POST', body: account }))
}

/** Whether the session is being ended here: that others find it ended is no news then. */
let isSigningOut = false

/** Ends the session here and on the server. */
export async function signOut(): Promise<Answer<unknown>> {
  isSigningOut = true
  const answer = await ask(z.unknown(), '/api/auth/logout', { method: 'POST' })
  isSigningOut = false
  if (answer.ok || answer.refusal.code === 'unauthenticated') {
    leave()
    pages.postMessage('left')
  }
  return answer
}

/** The session has ended, here or elsewhere: the next page is the one to sign in on. */
export function leave({ expelled = false } = {}): void {
  // Whoever could sign in again before the server has answered would be signed out by that answer.
  if (expelled && isSigningOut) return
  forget()
  session.value = { phase: 'guest', expelled }
}

/** What was known for somebody else, perhaps. */
function forget(): void {
  rooms.value = { phase: 'loading' }
  blocked.value = []
}

/** The account has gone: other pages leave now, this one when it has said so. */
export function leftForGood(): void {
  pages.postMessage('left')
}

/** The account as it is from now on. */
export function renew(account: Account): void {
  if (session.value.phase === 'member') session.value = { phase: 'member', account }
}

function enter({ account }: Session): void {
  session.value = { phase: 'member', account }
}

/** Goes in, when the answer is a session. */
export function entered<T extends LoginAnswer>(answer: Answer<T>): Answer<T> {
  if (answer.ok && 'account' in answer.value) {
    accessGiven()
    enter(answer.value)
    pages.postMessage('entered')
  }
  return answer
}
