import { describe, expect, test, vi } from 'vitest'
import { deploymentSchema, problemSchema } from '../../protocol/rest.ts'
import { Visitor } from './support/visitor.ts'

test('an incomplete environment is unavailable, and the log names what is missing', async () => {
  const spy = vi.spyOn(console, 'error').mockReturnValue()
  const broken = { JWT_SECRET: 'short-secret', DATABASE_URL: 'mysql://u:hunter2@h/d' }
  const response = await new Visitor(broken).get('/api/health')
  const lines = spy.mock.calls.map(call => String(call[0]))
  spy.mockRestore()
  expect(response.status).toBe(503)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(problemSchema.parse(await response.json()).code).toBe('unavailable')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('JWT_SECRET')
  expect(lines[0]).toContain('DATABASE_URL')
  expect(lines[0]).not.toMatch(/short-secret|hunter2/)
})

describe('the keys of Turnstile', () => {
  const keys = { TURNSTILE_SITE_KEY: 'site-key', TURNSTILE_SECRET_KEY: 'secret-key' }

  test.each([
    ['TURNSTILE_SITE_KEY', { ...keys, TURNSTILE_SITE_KEY: undefined }],
    ['TURNSTILE_SECRET_KEY', { ...keys, TURNSTILE_SECRET_KEY: undefined }],
  ])('are both there or neither: without %s nothing is served', async (missing, variables) => {
    const spy = vi.spyOn(console, 'error').mockReturnValue()
    const response = await new Visitor(variables).get('/api/health')
    const lines = spy.mock.calls.map(call => String(call[0]))
    spy.mockRestore()
    expect(response.status).toBe(503)
    expect(lines).toEqual([expect.stringContaining(`${missing} (`)])
    expect(lines[0]).not.toMatch(/site-key|secret-key/)
  })

  test('serve, and the page is told the one for it', async () => {
    const response = await new Visitor(keys).get('/api/deployment')
    const rules = deploymentSchema.parse(await response.json())
    expect(rules.turnstileSiteKey).toBe('site-key')
  })
})
