import * as z from 'zod'
import { type Scrypt, scryptHere } from '../domain/scrypt.ts'
import { answerSchema, questionSchema } from './contract.ts'

/** Computes what is asked, both in JSON; undefined for what is not a question. */
export async function answer(
  json: unknown,
  scrypt: Scrypt = scryptHere,
): Promise<z.input<typeof answerSchema> | undefined> {
  const { data: question } = questionSchema.safeParse(json)
  if (question === undefined) return undefined
  const hash = await scrypt(question.input, question.salt, question)
  return z.encode(answerSchema, { id: question.id, hash })
}
