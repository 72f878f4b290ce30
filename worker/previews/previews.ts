import { PREVIEWS_PER_MESSAGE } from '../../protocol/limits.ts'
import { addressesIn } from '../../protocol/links.ts'
import type { Preview } from '../../protocol/rest.ts'
import { bareHost, isPublicUrl } from '../domain/public-address.ts'
import type { Parts } from '../parts.ts'
import { headOf } from './head.ts'
import { imageSrc } from './image-src.ts'
import { readPage } from './page.ts'
import { Shelf } from './shelf.ts'
import { type Sketch, sketchOf } from './sketch.ts'

/** Milliseconds between two looks at what somebody else went to fetch; longer together than that may take. */
const WAITS_MS = [250, 500, 1_000, 2_000, 3_000]

/**
 * What stands behind the links of a message, as far as anything can be said.
 * @param own hosts that are ours
 * @throws Unavailable when Redis is away: nobody would know what others are fetching already
 */
export async function previewsOf(
  parts: Parts,
  body: string,
  own: ReadonlySet<string>,
): Promise<Preview[]> {
  const shelf = new Shelf(parts.patientRedis)
  const previews = await Promise.all(
    linksIn(body, own).map(async link => {
      const sketch = await sketchAt(parts, shelf, link, own)
      return sketch === null ? [] : [shown(parts, link, sketch)]
    }),
  )
  return previews.flat()
}

/** The first links of a message that lead to the public, each once. */
function linksIn(body: string, own: ReadonlySet<string>): URL[] {
  const links = new Set(addressesIn(body))
  return [...links]
    .map(href => new URL(href))
    .filter(url => isPublicUrl(url) && !own.has(bareHost(url.hostname)))
    .slice(0, PREVIEWS_PER_MESSAGE)
}

/** One goes to look, and the others wait for what they bring. */
async function sketchAt(
  parts: Parts,
  shelf: Shelf,
  link: URL,
  own: ReadonlySet<string>,
): Promise<Sketch | null> {
  for (const wait of WAITS_MS) {
    const kept = await shelf.read(link)
    if (kept !== undefined) return kept.sketch
    if (await shelf.claim(link)) {
      const { sketch, keptMs } = await look(parts, link, own)
      await shelf.keep(link, sketch, keptMs)
      return sketch
    }
    await scheduler.wait(wait)
  }
  return (await shelf.read(link))?.sketch ?? null
}

/** @returns what there is to show, and for how many milliseconds that holds, unless for as long as usual */
async function look(
  { outside }: Parts,
  link: URL,
  own: ReadonlySet<string>,
): Promise<{ sketch: Sketch | null; keptMs?: number }> {
  const page = await readPage(outside, link, own)
  if (page === undefined) return { sketch: null }
  // Nobody has looked: the site is asked as soon as it may be.
  if ('waitMs' in page) return { sketch: null, keptMs: page.waitMs }
  return { sketch: sketchOf(await headOf(page.html), page.url) ?? null }
}

function shown({ env, now }: Parts, link: URL, { image, ...said }: Sketch): Preview {
  if (image === null) return { url: link.href, ...said, image }
  const { url, ...size } = image
  return { url: link.href, ...said, image: { src: imageSrc(env, url, now()), ...size } }
}
