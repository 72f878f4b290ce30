type Attributes = Readonly<Record<string, string | number>>

/** An element around markup; text goes in through `words`. */
export function element(name: string, attributes: Attributes, ...markup: string[]): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : words(value)}"`,
  )
  return markup.length === 0
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${markup.join('')}</${name}>`
}

export function label(x: number, y: number, kind: string, text: string): string {
  return element('text', { x, y, class: kind }, words(text))
}

export function stroke(x1: number, y1: number, x2: number, y2: number, kind: string): string {
  return element('line', { x1, y1, x2, y2, class: kind })
}

/** Text as XML holds it; what XML cannot hold at all is left out. */
export function words(text: string): string {
  return text.replace(NOT_XML, '').replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`)
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu

/** Hundredths of a pixel are not seen. */
function short(value: number): number {
  return Math.round(value * 100) / 100
}
