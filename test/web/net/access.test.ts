import { afterEach, describe, expect, test, vi } from 'vitest'
import { csrfValue } from '../../../web/net/access.ts'

describe('the value that proves a request to be ours', () => {
  afterEach(() => vi.unstubAllGlobals())

  test.each([
    ['over https', '__Host-csrf=ours', 'ours'],
    ['over http', 'theme=dark; csrf=ours', 'ours'],
    ['beside one that a neighbouring host has set', 'csrf=theirs; __Host-csrf=ours', 'ours'],
    ['beside one of another name', 'xcsrf=theirs; __Host-csrf=ours; x__Host-csrf=theirs', 'ours'],
    ['without a session', 'theme=dark', ''],
  ])('is found %s', (_, cookie, value) => {
    vi.stubGlobal('document', { cookie })
    expect(csrfValue()).toBe(value)
  })
})
