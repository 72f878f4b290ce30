import { createHash } from 'node:crypto'
import type { Redis } from '@upstash/redis/cloudflare'
import * as z from 'zod'
import { reach } from '../redis.ts'
import { PAGE_MS } from './page.ts'
import { type Sketch, sketchSchema } from './sketch.ts'

// Redis keeps what was seen behind an address, so that a room of a thousand asks a site once.

/** Milliseconds that what was found is kept, and that nothing was. */
const FOUND_MS = 24 * 3_600_000
const NOTHING_MS = 3_600_000
/** Milliseconds after which somebody who went to look is given up for lost: longer than they may take. */
const CLAIM_MS = PAGE_MS + 3_000

/** `null`: somebody has looked, and there is nothing to show. */
const keptSchema = z.object({ sketch: sketchSchema.nullable() })
export type Kept = z.infer<typeof keptSchema>

/** Each may throw Unavailable. */
export class Shelf {
  readonly #redis: Redis

  constructor(redis: Redis) {
    this.#redis = redis
  }

  /** What is kept of an address; undefined when nobody has looked lately. */
  async read(address: URL): Promise<Kept | undefined> {
    return keptSchema.safeParse(await reach(this.#redis.get(keyOf(address)))).data
  }

  /** Whether the caller is the one to go and look. */
  async claim(address: URL): Promise<boolean> {
    const options = { nx: true, px: CLAIM_MS } as const
    return (await reach(this.#redis.set(`${keyOf(address)}:claim`, 1, options))) !== null
  }

  /** @param px milliseconds */
  async keep(
    address: URL,
    sketch: Sketch | null,
    px = sketch === null ? NOTHING_MS : FOUND_MS,
  ): Promise<void> {
    await reach(this.#redis.set(keyOf(address), { sketch } satisfies Kept, { px }))
  }
}

// By a hash: addresses are long, and may hold what only those in a room are to know.
function keyOf({ href }: URL): string {
  return `preview:1:${createHash('sha256').update(href).digest('base64url')}`
}
