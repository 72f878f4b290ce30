import * as z from 'zod'
import { isStorable } from '../text.ts'

/** Something that is looked for: what cannot be stored cannot be found, and Postgres does not take the question. */
export function soughtSchema(max: number) {
  return z.string().max(max).refine(isStorable, { message: 'no control characters' })
}
