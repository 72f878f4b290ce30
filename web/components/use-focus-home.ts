import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/**
 * Leads the keyboard to a place near by, mostly the heading, when what it was on has gone with a change:
 * from there it is not far to what is left, where from the top of the page it would be.
 * @returns for that place
 */
export function useFocusHome<Home extends HTMLElement = HTMLHeadingElement>(
  ...shown: unknown[]
): RefObject<Home | null> {
  const home = useRef<Home>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    const isLost = document.activeElement === document.body
    if (!isFirst.current && isLost) home.current?.focus()
    isFirst.current = shown.some(value => value === undefined)
  }, shown)
  return home
}
