import type { SyntaxNode } from '@lezer/common'

/**
 * How deep anything may stand within anything else, quotes in lists in quotes and marks in marks counted together. What
 * stands deeper is shown as it was written: nobody writes it but to see what breaks.
 */
export const DEPTH_MAX = 16

/** Where in a message something is read. */
export interface Place {
  source: string
  /** In how much it stands; never more than DEPTH_MAX. */
  level: number
  /** In lists and quotes the space before a line belongs to them, not to it. */
  isIndented?: boolean
  /** Within a link there is no other, nor anything else to press. */
  isLink?: boolean
}

export function within(place: Place, change: Partial<Place> = {}): Place {
  return { ...place, level: place.level + 1, ...change }
}

export function sourceOf(node: SyntaxNode, { source }: Place): string {
  return source.slice(node.from, node.to)
}

export function* childrenOf(node: SyntaxNode): Generator<SyntaxNode> {
  for (let child = node.firstChild; child !== null; child = child.nextSibling) yield child
}
