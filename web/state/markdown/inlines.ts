import type { SyntaxNode } from '@lezer/common'
import { mailHref, otherHost, safeHref } from '../../../protocol/links.ts'
import { InlineRun } from './inline-run.ts'
import { inlineText } from './inline-text.ts'
import { childrenOf, DEPTH_MAX, type Place, sourceOf, within } from './place.ts'
import type { Inline } from './tree.ts'

/** What stands in a node, without the marks that make it one. */
export function inlinesIn(node: SyntaxNode, place: Place): Inline[] {
  return inlinesBetween(node, node.from, node.to, place)
}

/** Text as it was written, line by line. */
export function textLines(text: string): Inline[] {
  const run = new InlineRun(false)
  run.text(text)
  return run.finish()
}

function inlinesBetween(node: SyntaxNode, from: number, to: number, place: Place): Inline[] {
  const run = new InlineRun(place.isIndented ?? false)
  walk(node, from, to, place, run)
  return run.finish()
}

function walk(node: SyntaxNode, from: number, to: number, place: Place, run: InlineRun): void {
  let end = from
  for (const child of childrenOf(node)) {
    if (child.from < from || child.to > to) continue
    run.text(place.source.slice(end, child.from))
    add(child, place, run)
    end = child.to
  }
  run.text(place.source.slice(end, to))
}

function add(node: SyntaxNode, place: Place, run: InlineRun): void {
  const text = sourceOf(node, place)
  const wrapper = WRAPPERS.get(node.name)
  if (MARKS.has(node.name)) return
  if (node.name === 'Escape') run.text(text.slice(1))
  else if (node.name === 'HardBreak') run.break()
  else if (node.name === 'InlineCode') run.push({ kind: 'code', text: codeIn(node, place) })
  else if (place.level >= DEPTH_MAX) run.text(text)
  else if (node.name === 'Link' || node.name === 'Image') addLink(node, place, run)
  else if (wrapper !== undefined && !(wrapper === 'spoiler' && place.isLink))
    run.push({ kind: wrapper, inlines: inlinesIn(node, within(place)) })
  else {
    const made = place.isLink ? undefined : leaf(node.name, text)
    if (made === undefined) run.text(text)
    else run.push(made)
  }
}

const MARKS: ReadonlySet<string> = new Set([
  ...['EmphasisMark', 'StrikethroughMark', 'SpoilerMark', 'HeaderMark', 'TaskMarker', 'QuoteMark'],
])

const WRAPPERS: ReadonlyMap<string, 'strong' | 'emphasis' | 'strike' | 'spoiler'> = new Map([
  ['StrongEmphasis', 'strong'],
  ['Emphasis', 'emphasis'],
  ['Strikethrough', 'strike'],
  ['Spoiler', 'spoiler'],
])

/** What has nothing in it. Whatever is not known is text. */
function leaf(name: string, text: string): Inline | undefined {
  if (name === 'Address') return addressed(text)
  if (name === 'AngleAddress') return addressed(text.slice(1, -1))
  if (name === 'Mention') return mentioned(text)
  if (name === 'Room') return { kind: 'room', name: text.slice(1).replaceAll('"', ''), text }
  if (name === 'Shortcode') return { kind: 'emoji', code: text.slice(1, -1).toLowerCase(), text }
  return undefined
}

function addressed(address: string): Inline | undefined {
  const href = safeHref(address) ?? mailHref(address)
  return href === undefined
    ? undefined
    : { kind: 'link', href, inlines: [{ kind: 'text', text: address }] }
}

function mentioned(text: string): Inline {
  const username = text.slice(1).toLowerCase()
  return AUDIENCES.has(username) ? { kind: 'audience', text } : { kind: 'mention', username, text }
}
/** Names that nobody can have. */
const AUDIENCES: ReadonlySet<string> = new Set(['here', 'room'])

/** An image is a link to it: showing it would tell its server who reads. */
function addLink(node: SyntaxNode, place: Place, run: InlineRun): void {
  const href = place.isLink ? undefined : hrefOf(node, place)
  const [open, close] = node.getChildren('LinkMark')
  // Nothing to be opened: what was written stands there, with whatever else there is in it.
  if (href === undefined || open === undefined || close === undefined) {
    walk(node, node.from, node.to, within(place), run)
    return
  }
  const there = within(place, { isLink: true })
  const shown = inlinesBetween(node, open.to, close.from, there)
  if (shown.length === 0) {
    run.push({ kind: 'link', href, inlines: textLines(href) })
    return
  }
  const host = otherHost(inlineText(shown), href)
  run.push({ kind: 'link', href, ...(host === undefined ? {} : { host }), inlines: shown })
}

function hrefOf(node: SyntaxNode, place: Place): string | undefined {
  const url = node.getChild('URL')
  if (url === null) return undefined
  const written = sourceOf(url, place)
  const target = (written.startsWith('<') ? written.slice(1, -1) : written).replaceAll(
    ESCAPED,
    '$1',
  )
  return safeHref(target) ?? mailHref(target)
}
const ESCAPED = /\\([!-/:-@[-`{-~])/g

/** Without the space that stands within the marks so that a code can begin or end with one. */
function codeIn(node: SyntaxNode, place: Place): string {
  const [open, close] = node.getChildren('CodeMark')
  const text = place.source.slice(open?.to ?? node.from, close?.from ?? node.to)
  const line = text.replaceAll(place.isIndented ? /\n[ \t>]*/g : '\n', ' ')
  const isSpaced = line.startsWith(' ') && line.endsWith(' ') && line.trim() !== ''
  return isSpaced ? line.slice(1, -1) : line
}
