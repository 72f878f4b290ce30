import {
  type DelimiterType,
  type InlineContext,
  type MarkdownConfig,
  type MarkdownParser,
  parser,
  Strikethrough,
  Table,
  TaskList,
} from '@lezer/markdown'
import { ROOM_NAME_MAX_CHARS, USERNAME_MAX_CHARS } from '../../../protocol/limits.ts'
import { addressAt, mailHref } from '../../../protocol/links.ts'
import { SHORTCODE } from '../shortcodes.ts'

// CommonMark without what surprises people who talk: no HTML and no entities (they are text), no code by indenting, no
// heading by underlining, no links that are defined elsewhere. With tables, tasks and strikethrough as GitHub has them, and
// with what a chat has: addresses, mentions, rooms, emoji by name, spoilers.

let made: MarkdownParser | undefined

/** Made when the first message needs it. */
export function grammar(): MarkdownParser {
  made ??= parser.configure([LESS, Strikethrough, Table, TaskList, MORE])
  return made
}

const LESS: MarkdownConfig = {
  remove: ['HTMLBlock', 'HTMLTag', 'Entity', 'IndentedCode', 'SetextHeading', 'LinkReference'],
}

// Before emphasis, so that the underscores in names and addresses are theirs.
const MORE: MarkdownConfig = {
  defineNodes: [
    'Address',
    'AngleAddress',
    'Mention',
    'Room',
    'Shortcode',
    'Spoiler',
    'SpoilerMark',
  ],
  parseInline: [
    { name: 'Shrug', before: 'Escape', parse: readShrug },
    { name: 'Address', before: 'Emphasis', parse: readAddress },
    { name: 'AngleAddress', before: 'Emphasis', parse: readAngleAddress },
    { name: 'Mention', before: 'Emphasis', parse: readMention },
    { name: 'Room', before: 'Emphasis', parse: readRoom },
    { name: 'Shortcode', before: 'Emphasis', parse: readShortcode },
    { name: 'Spoiler', after: 'Emphasis', parse: readSpoiler },
  ],
}

/** It has an arm of its own, and needs no second one to keep it. */
function readShrug(cx: InlineContext, next: number, pos: number): number {
  const end = pos + SHRUG.length
  return next === MACRON && cx.slice(pos, Math.min(end, cx.end)) === SHRUG ? end : -1
}
const SHRUG = '¯\\_(ツ)_/¯'

function readAddress(cx: InlineContext, next: number, pos: number): number {
  if (next !== H && next !== H_SMALL) return -1
  // In the text of a link the bracket ends it.
  const end = cx.hasOpenLink ? cx.text.indexOf(']', pos - cx.offset) : -1
  const address = addressAt(end < 0 ? cx.text : cx.text.slice(0, end), pos - cx.offset)
  if (address === undefined) return -1
  const to = pos + address.text.length
  return address.href === undefined ? to : cx.addElement(cx.elt('Address', pos, to))
}

function readAngleAddress(cx: InlineContext, next: number, pos: number): number {
  if (next !== LESS_THAN) return -1
  const [all, inner] = found(ANGLE, cx, pos) ?? []
  if (all === undefined || inner === undefined) return -1
  const isWhole = addressAt(inner, 0)?.text === inner || mailHref(inner) !== undefined
  return isWhole ? cx.addElement(cx.elt('AngleAddress', pos, pos + all.length)) : -1
}

function readMention(cx: InlineContext, next: number, pos: number): number {
  if (next !== AT || !standsAlone(cx, pos)) return -1
  const [all] = found(MENTION, cx, pos) ?? []
  if (all === undefined || all.length > USERNAME_MAX_CHARS + 1) return -1
  return cx.addElement(cx.elt('Mention', pos, pos + all.length))
}

function readRoom(cx: InlineContext, next: number, pos: number): number {
  if (next !== HASH || !standsAlone(cx, pos)) return -1
  const [all] = found(ROOM, cx, pos) ?? []
  return all === undefined ? -1 : cx.addElement(cx.elt('Room', pos, pos + all.length))
}

function readShortcode(cx: InlineContext, next: number, pos: number): number {
  if (next !== COLON) return -1
  const [all] = found(SHORTCODE_HERE, cx, pos) ?? []
  return all === undefined ? -1 : cx.addElement(cx.elt('Shortcode', pos, pos + all.length))
}

const SPOILER: DelimiterType = { resolve: 'Spoiler', mark: 'SpoilerMark' }

function readSpoiler(cx: InlineContext, next: number, pos: number): number {
  if (next !== PIPE || cx.char(pos + 1) !== PIPE || cx.char(pos + 2) === PIPE) return -1
  const before = cx.slice(Math.max(cx.offset, pos - 1), pos)
  const after = cx.slice(pos + 2, Math.min(cx.end, pos + 3))
  // As with emphasis: `a || b` is what programs are made of.
  return cx.addDelimiter(SPOILER, pos, pos + 2, !/^\s?$/.test(after), !/^\s?$/.test(before))
}

function found(pattern: RegExp, cx: InlineContext, pos: number): RegExpExecArray | null {
  pattern.lastIndex = pos - cx.offset
  return pattern.exec(cx.text)
}

/** Not within a word, an address of mail, a path. */
function standsAlone(cx: InlineContext, pos: number): boolean {
  return !JOINED.test(cx.slice(Math.max(cx.offset, pos - 1), pos))
}
const JOINED = /[\p{L}\p{N}_@#&/.+-]/u

const ANGLE = /<([^\s<>]+)>/y
// As in commands a name with spaces may stand in quotation marks; with dashes for them it needs none.
const ROOM = new RegExp(
  `#"[^"\\n]{1,${ROOM_NAME_MAX_CHARS}}"|#[\\p{L}\\p{N}]+(?:[_-]+[\\p{L}\\p{N}]+)*`,
  'uy',
)
// No name goes on into another alphabet, or into what an address of mail or of another server has after it.
const MENTION = /@[a-z0-9]+(?:[._-][a-z0-9]+)*(?![\p{L}\p{N}@])/iuy
const SHORTCODE_HERE = new RegExp(SHORTCODE, 'iuy')

const HASH = 35
const COLON = 58
const LESS_THAN = 60
const AT = 64
const H = 72
const H_SMALL = 104
const PIPE = 124
const MACRON = 175
