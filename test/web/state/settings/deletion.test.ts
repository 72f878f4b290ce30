import { expect, test } from 'vitest'
import { messagesAfter } from '../../../../web/state/settings/deletion.ts'

test('what becomes of the messages is said as the deployment has it', () => {
  expect(messagesAfter('keep')).toMatch(/stay/u)
  expect(messagesAfter('purge')).toMatch(/removed/u)
})
