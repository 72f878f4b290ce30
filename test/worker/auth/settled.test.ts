import { expect, test } from 'vitest'
import { isSettled } from '../../../worker/auth/settled.ts'
import { parseEnv } from '../../../worker/env.ts'
import { openDatabase } from '../../../worker/store/client.ts'
import { Unavailable } from '../../../worker/unavailable.ts'
import { bindings, parts } from '../support/people.ts'
import { POSTGRES_AWAY } from '../support/visitor.ts'

test('leaves Postgres in peace for ten minutes once somebody is here', async () => {
  let now = Date.now()
  const mine = { ...parts, now: () => now }
  expect(await isSettled(mine)).toBe(true)
  mine.db = openDatabase(parseEnv({ ...bindings, ...POSTGRES_AWAY }))
  now += 599_999
  expect(await isSettled(mine)).toBe(true)
  now += 1
  await expect(isSettled(mine)).rejects.toThrow(Unavailable)
})
