import { Buffer } from 'node:buffer'
import * as z from 'zod'
import { HASH_BYTES } from '../domain/scrypt.ts'

// What passes between the Worker and the one that hashes for it, as JSON.

/** Where the runtime's scrypt ends: N·r·p. */
const COST_MAX = 2 ** 20

const bytesSchema = z.codec(z.base64().max(256), z.custom<Uint8Array>(isBytes), {
  decode: text => new Uint8Array(Buffer.from(text, 'base64')),
  encode: bytes => Buffer.from(bytes).toString('base64'),
})

function isBytes(value: unknown): boolean {
  return value instanceof Uint8Array
}

export const questionSchema = z
  .object({
    /** Comes back with the answer: what belongs to another question is never taken for it. */
    id: z.uuid(),
    /** A password after the pepper. */
    input: bytesSchema,
    salt: bytesSchema,
    ln: z.int().min(1).max(20),
    r: z.int().min(1),
    p: z.int().min(1),
  })
  .refine(({ ln, r, p }) => 2 ** ln * r * p <= COST_MAX)

export const answerSchema = z.object({
  id: z.uuid(),
  hash: bytesSchema.refine(bytes => bytes.length === HASH_BYTES),
})
export type Answer = z.output<typeof answerSchema>
