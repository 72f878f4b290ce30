import { addressKey } from '../domain/address.ts'
import type { Identity } from '../domain/identity.ts'
import type { Guess } from '../limits/sign-in-guard.ts'
import type { Visit } from './visit.ts'

/**
 * A guess at the password of an account from within it. By a name of its own: guesses at the door must
 * not keep who is inside from changing the lock.
 */
export function passwordGuess(me: Identity, visit: Visit): Guess {
  return { address: addressKey(visit.ip), name: `password:${me.id}` }
}
