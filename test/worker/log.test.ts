import { describe, expect, test } from 'vitest'
import { logLine } from '../../worker/log.ts'

describe('a log line', () => {
  test('is one line of JSON with its level and event', () => {
    const line = logLine('info', 'request', { path: '/api/health', status: 200 })
    expect(JSON.parse(line)).toEqual({
      level: 'info',
      event: 'request',
      path: '/api/health',
      status: 200,
    })
  })

  test('cannot be split or coloured by what it tells', () => {
    const nasty = '\r\n{"level":"error"}\u001b[31m\u009b31m\u0085\u2028\u2029\u007f\u0000'
    const line = logLine('info', 'request', { nasty })
    expect(line).toMatch(/^[\x20-\x7e]*$/)
    expect(JSON.parse(line).nasty).toBe(nasty)
  })

  test('tells an error by name, message and stack, wherever it stands', () => {
    const line = logLine('error', 'failed', { inside: { error: new RangeError('too far') } })
    const { error } = JSON.parse(line).inside
    expect(error).toMatchObject({ name: 'RangeError', message: 'too far' })
    expect(error.stack).toContain('RangeError')
  })

  test.each([
    'postgres://alcove:hunter2@db.test/alcove',
    'postgresql://alcove:hun@ter2@db.test:5432/alcove?sslmode=require',
    'cannot parse "postgres://alcove:hunter2@" as a URL',
    'rediss://default:hunter2@redis.test:6379',
    'https://user:hunter2@redis.test',
    'token eyJhbGciOiJIUzI1NiJ9.eyJodW50ZXIyIjoxfQ.aHVudGVyMg',
    `token alcove_hunter2${'x'.repeat(41)}`,
  ])('keeps no credentials: %s', text => {
    const line = logLine('error', 'failed', { error: new Error(text) })
    expect(line).not.toMatch(/hunter2|hun@ter2|ter2@|eyJhbG/)
    expect(line).toContain('[redacted]')
    JSON.parse(line)
  })
})
