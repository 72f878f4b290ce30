import * as z from 'zod'
import { SUBJECTS } from '../subjects/subject.ts'
import type { ArrivalReport } from './arrivals.ts'
import type { LoadReport } from './load.ts'

// What passes between the bench and the process of its generator.

const seatSchema = z.object({
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  room: z.string(),
})
const positionSchema = z.record(z.string(), z.union([z.string(), z.number()]))
const loadSchema = z.object({
  run: z.string(),
  perSecond: z.number(),
  warmMs: z.number(),
  measureMs: z.number(),
})

export const orderSchema = z.discriminatedUnion('kind', [
  /** Lets everybody in. */
  z.object({ kind: z.literal('gather'), subject: z.enum(SUBJECTS), seats: z.array(seatSchema) }),
  /** They talk. */
  z.object({ kind: z.literal('load'), load: loadSchema }),
  /** Everybody goes. */
  z.object({ kind: z.literal('leave') }),
  /** They come one by one, so many a second, and are told so many messages of a load. */
  z.object({
    kind: z.literal('arrive'),
    subject: z.enum(SUBJECTS),
    arrivals: z.array(z.object({ seat: seatSchema, since: positionSchema.optional() })),
    perSecond: z.number(),
    expected: z.object({ run: z.string(), messages: z.number() }).optional(),
  }),
])
export type Order = z.infer<typeof orderSchema>
export type Position = z.infer<typeof positionSchema>

export interface Answers {
  gather: Position[]
  load: LoadReport
  leave: null
  arrive: ArrivalReport
}

/** @typeParam K what was ordered; `failures` are what must never happen, in the order it happened */
export type Answer<K extends Order['kind']> = { answer: Answers[K]; failures: string[] }
