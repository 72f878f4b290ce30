/** An address as it was written; `href` is there when it is one to open. */
export interface Address {
  text: string
  href?: string
}

// No white space, no quotes or brackets of mark-up, no control characters, and none of the marks
// that change the direction of text, with which an address can be made to read as another one.
const ADDRESS =
  /\bhttps?:\/\/[^\s<>"'`\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/iuy
const TRAILING = new Set('.,;:!?…*_~|')
const BRACKETS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]

/** The http or https address that begins at `at`, if one does. One that is not to be opened is text as a whole. */
export function addressAt(text: string, at: number): Address | undefined {
  ADDRESS.lastIndex = at
  const found = ADDRESS.exec(text)?.[0]
  if (found === undefined) return undefined
  const address = bare(found)
  const href = safeHref(address)
  return href === undefined ? { text: found } : { text: address, href }
}

/** Every address in a text that is one to open, in the order in which they stand there. */
export function addressesIn(text: string): string[] {
  return [...text.matchAll(BEGINNING)].flatMap(({ index }) => addressAt(text, index)?.href ?? [])
}
const BEGINNING = /\bhttps?:\/\//giu

/** Without the punctuation of the sentence around it, or a bracket opened before it. */
function bare(address: string): string {
  // Counted once: a message may be nothing but brackets, and everybody in the room reads it.
  const surplus = new Map(
    BRACKETS.map(([open, close]) => [close, count(address, close) - count(address, open)]),
  )
  let end = address.length
  for (; end > 0; end--) {
    const last = address.charAt(end - 1)
    const unopened = surplus.get(last) ?? 0
    if (unopened <= 0 && !TRAILING.has(last)) break
    surplus.set(last, unopened - 1)
  }
  return address.slice(0, end)
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1
}

/** The parsed address when it is one to open: http or https, with a host, without a password. */
export function safeHref(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined
  if (url.username !== '' || url.password !== '') return undefined
  return url.href.replaceAll("'", '%27')
}

/**
 * To write to an address, when it is one and nothing else: what follows a question mark could write the letter, too.
 * @param text with or without `mailto:`
 */
export function mailHref(text: string): string | undefined {
  const address = MAIL.exec(text)?.[1]
  return address === undefined ? undefined : `mailto:${address}`
}
const MAIL = /^(?:mailto:)?([a-z0-9._+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8})$/i

/**
 * The host that a link leads to, when the text that is shown for it names another.
 * @param href as `safeHref` or `mailHref` leave it
 */
export function otherHost(text: string, href: string): string | undefined {
  const { protocol, host, pathname } = new URL(href)
  const target = protocol === 'mailto:' ? pathname.slice(pathname.indexOf('@') + 1) : host
  const named = hostsIn(text)
  return named.some(name => plainHost(name) !== plainHost(target)) ? target : undefined
}

/** What in the text reads as a host, as a browser would take it. Of an address that is the only one. */
function hostsIn(text: string): string[] {
  // What nobody sees takes nothing away from what it reads as.
  const seen = text
    .normalize('NFKC')
    .replaceAll(/[\p{Cf}\p{Mn}\p{Me}]/gu, '')
    .trim()
  const named = WHOLE.exec(seen)?.[1]
  const names = seen.match(HOSTS) ?? []
  return (named !== undefined && names[0] === named ? [named] : names).map(asHost)
}

function asHost(name: string): string {
  return URL.canParse(`https://${name}`) ? new URL(`https://${name}`).host : name
}

// Labels between dots, and whatever browsers take for dots; the last is of letters, or all are numbers.
const HOSTS =
  /(?<![\p{L}\p{N}-])(?:[\p{L}\p{N}-]+[.\u3002\uff61]){1,10}(?:\p{L}[\p{L}\p{N}-]+|(?<=(?:\d{1,3}\.){3})\d{1,3})(?::\d+)?/gu
const WHOLE = /^(?:https?:\/\/)?([^\s/?#@]+)(?:[/?#]\S*)?$/iu

function plainHost(host: string): string {
  return host.toLowerCase().replace(/^www\./, '')
}
