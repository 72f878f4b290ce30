import { expect, test } from 'vitest'
import { scopeLine } from '../../../../web/state/settings/scopes.ts'

test('scopes are one line of words', () => {
  expect(scopeLine(['rooms:read', 'messages:write'])).toBe('See your rooms, send messages')
})
