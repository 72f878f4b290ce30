import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/**
 * Leads the keyboard to the heading when what it was on has gone with a change: from there it is not
 * far to what is left, where from the top of the page it would be.
 * @returns for the heading
 */
export function useFocusHome(...shown: unknown[]): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    const isLost = document.activeElement === document.body
    if (!isFirst.current && isLost) heading.current?.focus()
    isFirst.current = shown.some(value => value === undefined)
  }, shown)
  return heading
}
