import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { withTurnstile } from '../../web/headers.ts'

const headers = readFileSync(join(import.meta.dirname, '../../web/public/_headers'), 'utf8')
const directives = (text: string) =>
  new Set(/Content-Security-Policy: (.*)/.exec(text)?.[1]?.split('; '))

describe('the headers', () => {
  test('allow nothing from elsewhere, and no policy that vouches for it', () => {
    expect(headers).not.toContain('https:')
    expect(directives(headers)).toContain("trusted-types 'none'")
  })

  test('with the check for robots differ in what it needs, and in nothing else', () => {
    const without = directives(headers)
    const found = directives(withTurnstile(headers))
    expect(found.difference(without)).toEqual(
      new Set([
        "script-src 'self' https://challenges.cloudflare.com",
        'frame-src https://challenges.cloudflare.com',
      ]),
    )
    expect(without.difference(found)).toEqual(
      new Set(["script-src 'self'", "trusted-types 'none'"]),
    )
  })

  test('are not written when there is nothing to add it to', () => {
    expect(() => withTurnstile('/*\n')).toThrow("no script-src 'self'")
  })
})
