import { expect, test } from 'vitest'
import { deploymentSchema } from '../../../protocol/rest.ts'
import { signedUp, Visitor } from '../support/visitor.ts'

test('says what its forms ask for, to whoever asks', async () => {
  await signedUp('Ada')
  const answer = await new Visitor().get('/api/deployment')
  expect(deploymentSchema.parse(await answer.json())).toEqual({
    registration: 'open',
    email: 'optional',
    turnstileSiteKey: null,
    deletedMessages: 'keep',
  })
})
