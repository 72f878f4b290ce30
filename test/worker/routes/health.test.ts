import { describe, expect, test } from 'vitest'
import { readySchema } from '../../../protocol/rest.ts'
import { POSTGRES_AWAY, REDIS_AWAY, Visitor } from '../support/visitor.ts'

test('health leans on nothing', async () => {
  const response = await new Visitor({ ...POSTGRES_AWAY, ...REDIS_AWAY }).get('/api/health')
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ status: 'ok' })
})

describe('ready', () => {
  test.each([
    ['all answer', {}, { ready: true, postgres: true, redis: true }],
    ['Redis is away', REDIS_AWAY, { ready: false, postgres: true, redis: false }],
    ['Postgres is away', POSTGRES_AWAY, { ready: false, postgres: false, redis: true }],
  ])('says which parts answer: %s', async (_, variables, ready) => {
    const response = await new Visitor(variables).get('/api/ready')
    expect(response.status).toBe(ready.ready ? 200 : 503)
    expect(readySchema.parse(await response.json())).toEqual(ready)
  })
})
