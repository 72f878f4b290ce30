import type { Deployment } from '../../../protocol/rest.ts'

/** What becomes of the messages of somebody who goes. */
export function messagesAfter(deletedMessages: Deployment['deletedMessages']): string {
  switch (deletedMessages) {
    case 'keep':
      return 'The messages you wrote stay, so that others can follow what was said, but your name is taken off them: “Deleted user” stands there instead.'
    case 'purge':
      return 'What you wrote is removed everywhere: that there was a message is all that others still see.'
    default:
      return deletedMessages satisfies never
  }
}
