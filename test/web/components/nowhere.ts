import type { ContainerNode } from 'preact'

/** A place for components that draw nothing: hooks run in it as on a page. */
export function nowhere(): ContainerNode {
  return { nodeType: 1, firstChild: null, childNodes: [] } as unknown as ContainerNode
}
