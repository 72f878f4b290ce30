import { expect, it } from 'vitest'
import { errorLines } from '../../../dev/stack/errors.ts'

it('shows an error with what is indented below it, and nothing else', () => {
  const output = [
    '[wrangler:info] GET /api/health 200 OK (5ms)',
    '\u001b[31m✘ \u001b[41m[ERROR]\u001b[0m Build failed with 1 error:',
    '',
    '  worker/index.ts:29:9:',
    '    const x: = 3',
    '[wrangler:info] Ready on http://127.0.0.1:1',
    '  indented, but below nothing',
    '{"level":"error","event":"outbox"}',
    '{"level":"info","event":"request"}',
    '9:00:00 AM [vite] Internal server error: no',
    'TypeError: x is not a function',
    '    at y (z.ts:1:2)',
  ]
  expect(output.filter(errorLines())).toEqual([
    output[1],
    output[3],
    output[4],
    output[7],
    output[9],
    output[10],
    output[11],
  ])
})
