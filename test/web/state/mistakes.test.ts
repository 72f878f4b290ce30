import { expect, test } from 'vitest'
import * as z from 'zod'
import { mistakesAgainst } from '../../../web/state/mistakes.ts'

const schema = z.object({ name: z.string().min(1), days: z.array(z.int()).min(1) })
const words = { name: 'A name.', days: 'Some days.' }

test('names the fields that the schema refuses, in the words given', () => {
  expect(mistakesAgainst(schema, { name: 'x', days: [1] }, words)).toEqual({})
  expect(mistakesAgainst(schema, { name: '', days: [1] }, words)).toEqual({ name: 'A name.' })
  expect(mistakesAgainst(schema, { name: '', days: ['1'] }, words)).toEqual(words)
})
