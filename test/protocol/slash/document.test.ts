import { expect, it } from 'vitest'
import { commandsDocument } from './document.ts'

it('docs/commands.md says what the registry says (vitest -u writes it anew)', async () => {
  await expect(commandsDocument()).toMatchFileSnapshot('../../../docs/commands.md')
})
