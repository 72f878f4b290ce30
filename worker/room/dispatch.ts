import { firstIssue } from '../../protocol/codec.ts'
import { CLOSE } from '../../protocol/codes.ts'
import {
  type ClientFrame,
  type ClientFrameType,
  clientFrameSchemas,
} from '../../protocol/frames.ts'
import { CID_MAX_CHARS, FRAME_MAX_BYTES } from '../../protocol/limits.ts'
import { amend } from './commands/amend.ts'
import { delivered } from './commands/delivered.ts'
import { hello } from './commands/hello.ts'
import { page } from './commands/page.ts'
import { presence } from './commands/presence.ts'
import { read } from './commands/read.ts'
import { send } from './commands/send.ts'
import { typing } from './commands/typing.ts'
import { type Effect, refuse } from './effects.ts'
import type { Session } from './session.ts'
import type { RoomView } from './view.ts'

/** Reads what a socket sent and decides what follows from it. */
export function dispatch(room: RoomView, session: Session, data: string | ArrayBuffer): Effect[] {
  if (typeof data !== 'string')
    return [{ kind: 'close', code: CLOSE.binary, reason: 'frames are text' }]
  if (isOversize(data)) return [{ kind: 'close', code: CLOSE.tooBig, reason: 'frame too large' }]
  if (session.expiresAt <= room.now)
    return [{ kind: 'close', code: CLOSE.unauthenticated, reason: 'sign in again' }]

  const json = parse(data)
  if (json === undefined) return [refuse('bad_json')]
  const type = json.type
  if (!isFrameType(type)) return [refuse('unknown_frame', about(json))]
  const frame = clientFrameSchemas[type].safeParse(json)
  if (!frame.success) {
    const { field, message } = firstIssue(frame.error)
    return [refuse('bad_frame', { ...about(json), field }, `${field}: ${message}`)]
  }
  if (session.phase === 'new' && frame.data.type !== 'hello')
    return [refuse('hello_required', about(json))]
  if (session.isReadOnly && WRITES[type]) return [refuse('read_only', about(json))]
  return command(room, session, frame.data)
}

/** Which frames say something to others, and are refused to who may only read. */
const WRITES: Record<ClientFrameType, boolean> = {
  hello: false,
  page: false,
  send: true,
  delivered: false,
  edit: true,
  react: true,
  pin: true,
  // Passed over instead: nobody is told for certain.
  typing: false,
  read: false,
  presence: false,
}

function command(room: RoomView, session: Session, frame: ClientFrame): Effect[] {
  switch (frame.type) {
    case 'hello':
      return hello(room, session, frame)
    case 'page':
      return page(room, session, frame)
    case 'send':
      return send(room, session, frame)
    case 'delivered':
      return delivered(room, frame)
    case 'edit':
    case 'react':
    case 'pin':
      return amend(room, session, frame)
    case 'typing':
      return typing(room, session, frame)
    case 'read':
      return read(room, session, frame)
    case 'presence':
      return presence(frame)
    default:
      return frame satisfies never
  }
}

/** A UTF-16 unit is at most three bytes of UTF-8; only frames that could be too large are counted. */
function isOversize(text: string): boolean {
  if (text.length * 3 <= FRAME_MAX_BYTES) return false
  return text.length > FRAME_MAX_BYTES || new TextEncoder().encode(text).length > FRAME_MAX_BYTES
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return isObject(json) ? json : undefined
  } catch {
    return undefined
  }
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function isFrameType(type: unknown): type is ClientFrameType {
  return typeof type === 'string' && Object.hasOwn(clientFrameSchemas, type)
}

/** The operation a refused frame was about, when it says so. */
function about(json: Record<string, unknown>): { cid?: string } {
  const cid = json.cid
  return typeof cid === 'string' && cid.length <= CID_MAX_CHARS ? { cid } : {}
}
