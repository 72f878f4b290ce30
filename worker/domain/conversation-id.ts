import { createHash } from 'node:crypto'
import { stringify } from 'uuid'

/**
 * The id of the conversation of some people: the same whoever opens it, in whichever order they are named, so
 * that no two can come to be. A UUIDv8 (RFC 9562 §5.8).
 * @param userIds of all of them, whoever opens it included
 */
export function conversationId(userIds: readonly string[]): string {
  const people = [...new Set(userIds)].sort()
  const id = createHash('sha256')
    .update(`alcove conversation\n${people.join('\n')}`)
    .digest()
  id.writeUInt8((id.readUInt8(6) & 0x0f) | 0x80, 6)
  id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8)
  return stringify(id.subarray(0, 16))
}
