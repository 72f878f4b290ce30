import { expect, test } from 'vitest'
import { chosen } from '../../../dev/stack/variables.ts'

test('what a deployment may decide may be tried here, and nothing else gets in', () => {
  const env = { REGISTRATION: 'invited', EMAIL: '', JWT_SECRET: 'from the shell', PATH: '/bin' }
  expect(chosen(env)).toEqual({ REGISTRATION: 'invited' })
})
