/** An element as it was written, with its attributes as they would be read. */
export interface WrittenElement {
  name: string
  attributes: ReadonlyMap<string, string>
}

export interface Written {
  elements: WrittenElement[]
  /** Everything between the elements. */
  text: string
}

const ELEMENT = /<(\/?)([a-z][a-z0-9]*)((?: [a-z][a-zA-Z-]*(?:="[^"<]*")?)*)\/?>/y
const TEXT = /[^<]+/y
const ATTRIBUTE = / ([a-z][a-zA-Z-]*)(?:="([^"]*)")?/g

/**
 * Reads HTML more strictly than any browser does.
 * @throws Error at anything but elements in their plainest form and text: a browser might take it for something else
 */
export function readHtml(html: string): Written {
  const elements: WrittenElement[] = []
  let text = ''
  let at = 0
  while (at < html.length) {
    ELEMENT.lastIndex = at
    TEXT.lastIndex = at
    const element = ELEMENT.exec(html)
    const [between = ''] = element === null ? (TEXT.exec(html) ?? []) : []
    if (element === null && between === '')
      throw new Error(`no element at ${JSON.stringify(html.slice(at, at + 80))}`)
    if (element !== null && element[1] === '') elements.push(written(element))
    text += decoded(between)
    at += element?.[0].length ?? between.length
  }
  return { elements, text }
}

function written([, , name = '', rest = '']: RegExpExecArray): WrittenElement {
  const attributes = new Map(
    [...rest.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key, decoded(value)] as const),
  )
  return { name, attributes }
}

function decoded(text: string): string {
  const names: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&' }
  return text.replaceAll(/&([a-z]+);/g, (all, name: string) => names[name] ?? all)
}
