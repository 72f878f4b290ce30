import * as z from 'zod'
import { fits, isBlank, isStorable, mayFit } from './text.ts'

/** One line of text as people name things, perhaps empty: NFC, trimmed, no control characters. */
export function line(max: number) {
  const tooLong = { message: `at most ${max} characters`, abort: true }
  return z
    .string()
    .refine(text => mayFit(text, max), tooLong)
    .transform(text => text.normalize('NFC').trim())
    .refine(text => fits(text, max), tooLong)
    .refine(text => isStorable(text) && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), {
      message: 'no control characters',
    })
}

/** The same with something in it to be seen. */
export function oneLine(max: number) {
  return line(max).refine(text => !isBlank(text), { message: 'must not be empty', abort: true })
}
