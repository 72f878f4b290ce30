/** Characters of a quoted message that are shown at most; the page cuts off what does not fit. */
const QUOTE_CHARS = 160

/** What of a message stands for it where it is quoted: its first line that says something. */
export function firstLine(body: string): string {
  const line = body.split('\n').find(one => one.trim() !== '') ?? ''
  const points = [...line.trim()]
  return points.length > QUOTE_CHARS ? `${points.slice(0, QUOTE_CHARS).join('')}…` : points.join('')
}
