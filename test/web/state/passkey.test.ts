import { expect, test } from 'vitest'
import { passkeyTrouble } from '../../../web/state/passkey.ts'

test('of a passkey that came to nothing there is something to say, unless the page ended it', () => {
  expect(passkeyTrouble('AbortError')).toBeUndefined()
  expect(passkeyTrouble('NotAllowedError')).toMatch(/No passkey was used/)
  expect(passkeyTrouble('SecurityError')).toMatch(/address/)
  expect(passkeyTrouble('')).toMatch(/browser/)
})
