import type * as z from 'zod'
import { type RoomFrame, roomFrameSchema } from './frames.ts'
import { type InboxFrame, inboxFrameSchema } from './inbox-frames.ts'

/**
 * Parses a frame of the room.
 * @returns the frame, or undefined for a type this client does not know, which it passes over
 * @throws ZodError or SyntaxError when the frame is of a known type and malformed
 */
export function decodeRoomFrame(text: string): RoomFrame | undefined {
  const json: unknown = JSON.parse(text)
  return ROOM_FRAMES.has(frameType(json)) ? roomFrameSchema.parse(json) : undefined
}

/** The same of the inbox. */
export function decodeInboxFrame(text: string): InboxFrame | undefined {
  const json: unknown = JSON.parse(text)
  return INBOX_FRAMES.has(frameType(json)) ? inboxFrameSchema.parse(json) : undefined
}

function frameType(json: unknown): unknown {
  return typeof json === 'object' && json !== null && 'type' in json ? json.type : undefined
}

const ROOM_FRAMES: ReadonlySet<unknown> = new Set(
  roomFrameSchema.options.map(option => option.shape.type.value),
)
const INBOX_FRAMES: ReadonlySet<unknown> = new Set(
  inboxFrameSchema.options.map(option => option.shape.type.value),
)

/** The first thing wrong with a value, as a field path and a sentence. */
export function firstIssue(error: z.ZodError): { field: string; message: string } {
  const issue = error.issues[0]
  if (issue === undefined) return { field: '', message: 'invalid' }
  const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const path = key === undefined ? issue.path : [...issue.path, key]
  return { field: path.map(String).join('.'), message: issue.message }
}
