import { expect, test } from 'vitest'
import * as z from 'zod'
import { mistakesAgainst, mistakesTold } from '../../../web/state/mistakes.ts'

const schema = z.object({ name: z.string().min(1), days: z.array(z.int()).min(1) })
const words = { name: 'A name.', days: 'Some days.' }

test('names the fields that the schema refuses, in the words given', () => {
  expect(mistakesAgainst(schema, { name: 'x', days: [1] }, words)).toEqual({})
  expect(mistakesAgainst(schema, { name: '', days: [1] }, words)).toEqual({ name: 'A name.' })
  expect(mistakesAgainst(schema, { name: '', days: ['1'] }, words)).toEqual(words)
})

test('what a server says of a field, or of what is in it, is shown there', () => {
  const fields = { 'days.0': 'no such day', 'days.1': 'nor this', other: 'unknown field' }
  const refusal = { code: 'validation_failed', message: 'Check it.', fields }
  expect(mistakesTold(refusal, ['name', 'days'])).toEqual({ days: 'no such day' })
  expect(mistakesTold(refusal, ['name'])).toEqual({})
})

test('they are told in the order of the form, whatever the order of the server', () => {
  const fields = { email: 'bad', username: 'worse' }
  const refusal = { code: 'validation_failed', message: 'Check it.', fields }
  const told = mistakesTold(refusal, ['username', 'email'])
  expect(Object.entries(told)).toEqual([
    ['username', 'worse'],
    ['email', 'bad'],
  ])
})

test('a refusal that names no field may mean one', () => {
  const refusal = { code: 'wrong_code', message: 'This code is wrong.', fields: {} }
  expect(mistakesTold(refusal, ['code'], { wrong_code: 'code' })).toEqual({
    code: 'This code is wrong.',
  })
  expect(mistakesTold(refusal, ['code'], { wrong_password: 'code' })).toEqual({})
})
