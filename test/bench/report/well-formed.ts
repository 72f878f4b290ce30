/** What is not XML about a text, strictly and without doctypes, comments or CDATA; undefined if nothing is. */
export function flawOf(xml: string): string | undefined {
  const open: string[] = []
  let elements = 0
  let at = 0
  for (const match of xml.matchAll(TAG)) {
    const [tag, closes, name = '', attributes = '', ends] = match
    const flaw = flawOfText(xml.slice(at, match.index), open.length > 0)
    if (flaw !== undefined) return flaw
    at = match.index + tag.length
    if (closes === '/') {
      if (attributes !== '' || ends === '/' || open.pop() !== name) return `unexpected ${tag}`
      continue
    }
    if (open.length === 0 && elements > 0) return `a second root: ${tag}`
    const names = [...attributes.matchAll(ATTRIBUTE)].map(([, key]) => key)
    if (attributes.replace(ATTRIBUTE, '').trim() !== '') return `attributes of ${tag}`
    if (new Set(names).size < names.length) return `an attribute twice in ${tag}`
    elements += 1
    if (ends !== '/') open.push(name)
  }
  if (elements === 0) return 'no element'
  if (open.length > 0) return `${open.at(-1)} stays open`
  return flawOfText(xml.slice(at), false)
}
const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g
const ATTRIBUTE = /\s+([\w:-]+)="(?:[^"<&]|&(?:amp|lt|gt|quot|apos|#\d+);)*"/g

function flawOfText(text: string, isInside: boolean): string | undefined {
  if (!isInside && text.trim() !== '') return `text outside: ${text}`
  const rest = text.replace(/&(?:amp|lt|gt|quot|apos|#\d+);/g, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no place for them
  return /[<&\u0000-\u0008\u000B\u000C\u000E-\u001F]/.test(rest) ? `not text: ${text}` : undefined
}
