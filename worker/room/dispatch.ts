import { CLOSE } from '../../protocol/codes.ts'
import {
  type ClientFrame,
  type ClientFrameType,
  clientFrameSchemas,
} from '../../protocol/frames.ts'
import { aboutOf, readFrame } from '../objects/frame.ts'
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
  if (session.expiresAt <= room.now)
    return [{ kind: 'close', code: CLOSE.unauthenticated, reason: 'sign in again' }]
  const read = readFrame(clientFrameSchemas, data)
  if (read.kind === 'close') return [read]
  if (read.kind === 'refused') return [refuse(read.code, read.about, read.message)]
  const { frame } = read
  if (session.phase === 'new' && frame.type !== 'hello')
    return [refuse('hello_required', aboutOf(frame))]
  if (session.isReadOnly && WRITES[frame.type]) return [refuse('read_only', aboutOf(frame))]
  return command(room, session, frame)
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
