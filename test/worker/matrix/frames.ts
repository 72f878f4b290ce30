import { CLOSE } from '../../../protocol/codes.ts'
import type { ClientFrameType } from '../../../protocol/frames.ts'
import type { Actor } from './cast.ts'
import type { Target } from './row.ts'

// What everybody's socket hears in answer to each frame: the type of a frame, or the code it is
// closed with. Whoever is let in has said hello before.

export type Heard = string | number

export interface FrameRow {
  frame: Record<string, unknown>
  /** What a member hears. */
  heard: string
  /** Nothing answers it, so that it is followed by one that is answered. */
  isSilent?: true
}

const target = { seq: 1, id: '01940000-0000-7000-8000-000000000000' }

export const FRAMES: Readonly<Record<ClientFrameType, FrameRow>> = {
  hello: { frame: { type: 'hello', v: 2 }, heard: 'welcome' },
  // Nothing is missing on a socket that was welcomed anew.
  page: { frame: { type: 'page', after: 0 }, heard: 'error' },
  send: { frame: { type: 'send', cid: 'one', body: 'Good evening.' }, heard: 'events' },
  delivered: { frame: { type: 'delivered', seq: 1 }, heard: 'events', isSilent: true },
  // There is no message with this id.
  edit: { frame: { type: 'edit', cid: 'two', target, body: 'Good night.' }, heard: 'error' },
  react: { frame: { type: 'react', cid: 'three', target, emoji: '👋', on: true }, heard: 'error' },
  pin: { frame: { type: 'pin', cid: 'four', target, on: true }, heard: 'error' },
  typing: { frame: { type: 'typing', on: true }, heard: 'live' },
  read: { frame: { type: 'read', seq: 1 }, heard: 'events', isSilent: true },
  presence: { frame: { type: 'presence', away: true }, heard: 'events', isSilent: true },
}

/** Whether a socket is let in at all; the same for every frame, since nothing is heard before. */
export const ADMITTED: Readonly<Record<Actor, Readonly<Record<Target, true | number>>>> = {
  anonymous: everywhere(CLOSE.unauthenticated),
  deleted: everywhere(CLOSE.unauthenticated),
  outsider: { own: CLOSE.forbidden, ...elsewhere() },
  banned: { own: CLOSE.forbidden, ...elsewhere() },
  member: { own: true, ...elsewhere() },
  moderator: { own: true, ...elsewhere() },
  owner: { own: true, ...elsewhere() },
  admin: { own: CLOSE.forbidden, ...elsewhere() },
}

function elsewhere() {
  return { other: CLOSE.noSuchRoom, nonexistent: CLOSE.noSuchRoom } as const
}

function everywhere(code: number) {
  return { own: code, other: code, nonexistent: code } as const
}
