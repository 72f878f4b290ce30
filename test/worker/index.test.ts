import { expect, test, vi } from 'vitest'
import { problemSchema } from '../../protocol/rest.ts'
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
