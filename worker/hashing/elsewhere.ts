import * as z from 'zod'
import { type Scrypt, scryptHere } from '../domain/scrypt.ts'
import type { Env } from '../env.ts'
import { Unavailable } from '../unavailable.ts'
import { type Answer, answerSchema, questionSchema } from './contract.ts'

/** Milliseconds to wait for an answer: those who are let in at once take a fraction, one by one. */
const ANSWER_MS = 15_000

type Call = (init: RequestInit) => Promise<Response>

/** Where this Worker has scrypt computed. */
export function scryptOf({ HASHING, HASHING_URL }: Pick<Env, 'HASHING' | 'HASHING_URL'>): Scrypt {
  // Who is asked is said by the binding; the host is of no meaning.
  if (HASHING !== undefined) return scryptBy(init => HASHING.fetch('http://hashing/', init))
  if (HASHING_URL !== undefined) return scryptBy(init => fetch(HASHING_URL, init))
  return scryptHere
}

/**
 * @throws Unavailable when there is no answer, or none to what was asked. It is not computed here
 * then: that would hold up those who were to be spared just when something is wrong
 */
function scryptBy(call: Call): Scrypt {
  return async (input, salt, { ln, r, p }) => {
    const id = crypto.randomUUID()
    const question = z.encode(questionSchema, { id, input, salt, ln, r, p })
    const answer = await ask(call, JSON.stringify(question))
    if (answer.id !== id) throw new Unavailable('hashing', 'the answer is to another question')
    return answer.hash
  }
}

async function ask(call: Call, body: string): Promise<Answer> {
  const { data: answer } = answerSchema.safeParse(await reach(call, body))
  if (answer === undefined) throw new Unavailable('hashing', 'the answer makes no sense')
  return answer
}

async function reach(call: Call, body: string): Promise<unknown> {
  const signal = AbortSignal.timeout(ANSWER_MS)
  const response = await call({ method: 'POST', body, signal }).catch(giveUp)
  if (response.ok) return await response.json().catch(giveUp)
  await response.body?.cancel()
  throw new Unavailable('hashing', `status ${response.status}`)
}

// The name alone: the message of a parser repeats what it could not read.
function giveUp(error: unknown): never {
  throw new Unavailable('hashing', error instanceof Error ? error.name : 'unknown')
}
