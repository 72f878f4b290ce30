import { peeked } from './capped.ts'
import { IMAGE_KINDS, imageKind, SIGNATURE_BYTES } from './image-kind.ts'
import type { Outside, Wanted } from './outside.ts'
import { kindOf } from './page.ts'

/** Bytes of a picture: a larger one breaks off. */
export const IMAGE_MAX_BYTES = 5 * 1_024 * 1_024
/** Milliseconds in which all of it has to be there. */
const IMAGE_MS = 10_000
/** Pictures of one site in a minute, whoever asks. */
export const IMAGES = { most: 1_200, windowMs: 60_000 }

export interface Image {
  kind: string
  body: ReadableStream<Uint8Array>
}

/** Opens a picture; undefined when there is none that may be shown. @throws Unavailable */
export async function openImage(
  outside: Outside,
  address: URL,
  own: Wanted['own'],
): Promise<Image | undefined> {
  const found = await outside.find(address, {
    accept: IMAGE_KINDS.join(', '),
    signal: AbortSignal.timeout(IMAGE_MS),
    own,
    spending: { what: 'limit:preview-pictures', allowance: IMAGES },
  })
  if (found === undefined || 'waitMs' in found) return undefined
  const { headers, body } = found.response
  if (body === null) return undefined
  if (!IMAGE_KINDS.includes(kindOf(headers.get('content-type') ?? '')) || isTooLong(headers)) {
    await body.cancel()
    return undefined
  }
  try {
    const { first, whole } = await peeked(body, SIGNATURE_BYTES, IMAGE_MAX_BYTES)
    const kind = imageKind(first)
    if (kind !== undefined) return { kind, body: whole }
    await whole.cancel()
    return undefined
  } catch {
    // It broke off before anybody could see what it is.
    return undefined
  }
}

/** What says so itself need not be begun. */
function isTooLong(headers: Headers): boolean {
  return Number(headers.get('content-length') ?? 0) > IMAGE_MAX_BYTES
}
