import type { Deployment } from '../../../protocol/rest.ts'

/** What becomes of the messages of somebody who goes. */
export function messagesAfter(deletedMessages: Deployment['deletedMessages']): string {
  switch (deletedMessages) {
    case 'keep':
      return 'The messages you wrote stay where they are, so that others can follow what was said, but your name is taken off them.'
    case 'purge':
      return 'The messages you wrote are removed everywhere.'
    default:
      return deletedMessages satisfies never
  }
}
