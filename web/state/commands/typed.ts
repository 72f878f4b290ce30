import type { MessageStyle } from '../../../protocol/events.ts'
import { escaped } from '../../../protocol/slash/line.ts'

/** What to type so that a message is sent as it was. */
export function typedFor(body: string, style: MessageStyle | undefined): string {
  return style === 'action' ? `/me ${body}` : escaped(body)
}
