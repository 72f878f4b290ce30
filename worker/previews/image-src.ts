import { isProofOf, proofOf } from '../auth/proof.ts'
import { secretsOf } from '../auth/session.ts'
import type { Env } from '../env.ts'

// Pictures of other sites come by way of us, so that nobody there learns who reads what. The address says
// itself which one, with a proof that we wrote it: otherwise anybody could fetch anything through us.

const DAY_MS = 24 * 3_600_000

/** Which picture, until when (milliseconds since 1970), and the proof that we said so. */
export interface ImageAddress {
  url: string
  until: number
  proof: string
}

/** Where a page of ours finds the picture, for a day or two: the same all day, so that browsers keep it. */
export function imageSrc(env: Env, url: string, now: number): string {
  const until = (Math.floor(now / DAY_MS) + 2) * DAY_MS
  const proof = proofOf(secretsOf(env)[0], 'preview image', textOf({ url, until }))
  return `/api/previews/image?${new URLSearchParams({ url, until: String(until), proof })}`
}

export function isOurs(env: Env, address: ImageAddress): boolean {
  return isProofOf(secretsOf(env), 'preview image', textOf(address), address.proof)
}

function textOf({ url, until }: Pick<ImageAddress, 'url' | 'until'>): string {
  return `${until} ${url}`
}
