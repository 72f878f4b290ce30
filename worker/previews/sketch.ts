import * as z from 'zod'
import {
  PREVIEW_DESCRIPTION_MAX_CHARS,
  PREVIEW_SITE_MAX_CHARS,
  PREVIEW_TITLE_MAX_CHARS,
} from '../../protocol/limits.ts'
import { isPublicUrl } from '../domain/public-address.ts'
import { decoded } from './entities.ts'
import type { Head } from './head.ts'
import { words } from './words.ts'

/** What a page says of itself, as it is kept: the picture by its own address, which nobody is told. */
export const sketchSchema = z.object({
  title: z.string(),
  description: z.string(),
  siteName: z.string(),
  image: z
    .object({ url: z.string(), width: z.int().optional(), height: z.int().optional() })
    .nullable(),
})
export type Sketch = z.infer<typeof sketchSchema>

/** Pixels of a side; what claims more is not believed. */
const SIDE_MAX = 20_000

/** What can be shown of a page; nothing, when it does not say what it is called. @param url where it was read */
export function sketchOf({ said, title, base }: Head, url: URL): Sketch | undefined {
  const first = (max: number, ...candidates: (string | undefined)[]) =>
    candidates.map(text => words(text ?? '', max)).find(text => text !== '') ?? ''
  const called = first(
    PREVIEW_TITLE_MAX_CHARS,
    said.get('og:title'),
    said.get('twitter:title'),
    title,
  )
  if (called === '') return undefined
  return {
    title: called,
    description: first(
      PREVIEW_DESCRIPTION_MAX_CHARS,
      said.get('og:description'),
      said.get('twitter:description'),
      said.get('description'),
    ),
    siteName: first(PREVIEW_SITE_MAX_CHARS, said.get('og:site_name'), said.get('application-name')),
    image: imageOf(said, baseOf(base, url)),
  }
}

function baseOf(base: string | undefined, url: URL): URL {
  return (base === undefined ? null : URL.parse(decoded(base), url)) ?? url
}

function imageOf(said: Head['said'], base: URL): Sketch['image'] {
  const address = IMAGES.map(name => said.get(name)).find(text => text !== undefined)
  const url = address === undefined ? null : URL.parse(decoded(address).trim(), base)
  if (url === null || !isPublicUrl(url)) return null
  const width = sideOf(said.get('og:image:width'))
  const height = sideOf(said.get('og:image:height'))
  const isSized = width !== undefined && height !== undefined
  return { url: url.href, ...(isSized && { width, height }) }
}
const IMAGES = [
  ...['og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src'],
]

function sideOf(text = ''): number | undefined {
  const pixels = Number(text)
  return Number.isInteger(pixels) && pixels > 0 && pixels <= SIDE_MAX ? pixels : undefined
}
