import type { Hands } from './hands.ts'

/** What makes a message the one that is pointed at, by a mouse or by the focus. */
export function pointed({ active }: Hands, key: string) {
  const leave = () => {
    if (active.value === key) active.value = null
  }
  return {
    onPointerEnter: ({ pointerType }: PointerEvent) => {
      if (pointerType === 'mouse') active.value = key
    },
    onPointerLeave: ({ currentTarget }: PointerEvent) => {
      const isFocused = (currentTarget as Element).contains(document.activeElement)
      if (!isFocused) leave()
    },
    onFocusIn: () => {
      active.value = key
    },
    onFocusOut: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!(currentTarget as Element).contains(relatedTarget as Node | null)) leave()
    },
  }
}
