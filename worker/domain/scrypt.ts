import { scryptSync } from 'node:crypto'
import type { Cost } from './phc.ts'

/** Bytes of what comes out. */
export const HASH_BYTES = 32

/** Some way to compute scrypt (RFC 7914). */
export type Scrypt = (input: Uint8Array, salt: Uint8Array, cost: Cost) => Promise<Uint8Array>

/**
 * scrypt on the thread that asks: some 200 ms of CPU and 16 MiB at today's cost, in which nothing
 * else happens there. The synchronous one, as the runtime computes the other on the same thread too.
 */
export const scryptHere: Scrypt = async (input, salt, { ln, r, p }) =>
  scryptSync(input, salt, HASH_BYTES, { N: 2 ** ln, r, p })
