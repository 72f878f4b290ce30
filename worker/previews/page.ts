import { firstBytes } from './capped.ts'
import type { Outside, Spent, Wanted } from './outside.ts'

/** Bytes of a page that are read, once they are unpacked: what a page says of itself stands at its beginning. */
export const PAGE_MAX_BYTES = 262_144
/** Milliseconds in which a page has to be there, with all redirects. */
export const PAGE_MS = 5_000
/** Pages of one site in a minute, whoever asks: nobody is to be flooded by way of us. */
export const PAGES = { most: 300, windowMs: 60_000 }

const KINDS: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml'])
/** Bytes in which a page has to name its charset (https://html.spec.whatwg.org/#charset). */
const CHARSET_WITHIN = 1_024

/** The beginning of a page, and where it was in the end. */
export interface Page {
  url: URL
  html: string
}

/** Reads a page; undefined when there is none that may be read. @throws Unavailable */
export async function readPage(
  outside: Outside,
  address: URL,
  own: Wanted['own'],
): Promise<Page | Spent | undefined> {
  const found = await outside.find(address, {
    accept: 'text/html, application/xhtml+xml',
    signal: AbortSignal.timeout(PAGE_MS),
    own,
    spending: { what: 'limit:preview-pages', allowance: PAGES },
  })
  if (found === undefined || 'waitMs' in found) return found
  const { url, response } = found
  const type = response.headers.get('content-type') ?? ''
  if (response.body === null) return undefined
  if (!KINDS.has(kindOf(type))) {
    await response.body.cancel()
    return undefined
  }
  try {
    return { url, html: textOf(await firstBytes(response.body, PAGE_MAX_BYTES), type) }
  } catch {
    // It broke off, or took too long.
    return undefined
  }
}

/** A content type without what comes behind it. */
export function kindOf(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase()
}

function textOf(bytes: Uint8Array, type: string): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, CHARSET_WITHIN))
  const named = CHARSET.exec(type) ?? META.exec(start)
  return decoderFor(named?.[1] ?? 'utf-8').decode(bytes)
}
const CHARSET = /;\s*charset\s*=\s*["']?([\w:.-]{1,40})/i
const META = /<meta\b[^>]{0,200}?charset\s*=\s*["']?([\w:.-]{1,40})/i

function decoderFor(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}
