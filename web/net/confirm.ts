import { signal } from '@preact/signals'
import type * as z from 'zod'
import { confirmedSchema } from '../../protocol/rest.ts'
import { type Answer, ask, type Request } from './api.ts'
import { leave } from './session.ts'

// Some requests are granted only to somebody who has just shown who they are. Whatever asks for one
// asks here, and need not know: the question is put, and the request repeated.

/** The question to whoever sits there; null while there is none. */
export const question = signal<{ settle(isConfirmed: boolean): void } | null>(null)

let underWay: Promise<boolean> | undefined

/** `ask` for whoever is signed in: confirms when the server wants it, and leaves when it is over. */
export async function askAsMember<T>(
  schema: z.ZodType<T>,
  path: string,
  request: Request = {},
): Promise<Answer<T>> {
  return await whenConfirmed(() => ask(schema, path, request))
}

/** The same for any request: `attempt` is made once more when the person has confirmed. */
export async function whenConfirmed<T>(attempt: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const first = await attempt()
  const isAsked = !first.ok && first.refusal.code === 'confirmation_needed'
  const answer = isAsked && (await putQuestion()) ? await attempt() : first
  if (!answer.ok && answer.refusal.code === 'unauthenticated') leave({ expelled: true })
  return answer
}

/** Answers the question that is put; a right password ends it. */
export async function confirm(password: string): Promise<Answer<unknown>> {
  const answer = await ask(confirmedSchema, '/api/account/confirm', {
    method: 'POST',
    body: { password },
  })
  if (answer.ok) question.value?.settle(true)
  return answer
}

/** Of all who want to know at once, one asks. @returns whether the person has confirmed */
function putQuestion(): Promise<boolean> {
  underWay ??= new Promise<boolean>(resolve => {
    question.value = { settle: resolve }
  }).finally(() => {
    question.value = null
    underWay = undefined
  })
  return underWay
}
