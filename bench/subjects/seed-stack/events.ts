import * as z from 'zod'
import type { Present } from './presence.ts'
import type { User } from './session.ts'
import type { Message } from './store.ts'

// What goes over the sockets.

export const joinSchema = z.object({
  roomId: z.uuid(),
  /** The last message this client has. */
  afterId: z.int().nonnegative().optional(),
})

export const sendSchema = z.object({
  roomId: z.uuid(),
  /** The client's own name for the message. */
  cid: z.string().max(64),
  content: z.string().min(1).max(4_000),
})

export interface Refusal {
  error: 'invalid' | 'forbidden' | 'rate_limited' | 'internal'
}

export interface Joined {
  users: Present[]
  /** Oldest first. */
  messages: Message[]
}

export interface Sent {
  ok: true
  id: number
}

/** Payloads are unknown until their schema has read them. */
export interface ClientEvents {
  'room:join': (payload: unknown, ack: (answer: Joined | Refusal) => void) => void
  'message:send': (payload: unknown, ack: (answer: Sent | Refusal) => void) => void
}

export interface ServerEvents {
  'message:new': (message: Message & { cid: string }) => void
}

export interface SocketData {
  user: User
}
