import type { Hands } from './hands.ts'

/** What makes a message the one that is pointed at, by a mouse or by the focus. */
export function pointed({ active }: Hands, key: string) {
  const leave = () => {
    if (active.value === key) active.value = null
  }
  return {
    // Not only where it enters: something else may have had the focus meanwhile.
    onPointerMove: ({ pointerType }: PointerEvent) => {
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
      const message = currentTarget as Element
      if (!message.contains(relatedTarget as Node | null) && !message.matches(':hover')) leave()
    },
  }
}
