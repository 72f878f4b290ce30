import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

/**
 * Leads to a field of a form by its name, once the page shows what is said beside it: a screen reader
 * reads both when the focus comes.
 */
export function useLead(
  form: RefObject<HTMLFormElement | null>,
): (field: string | undefined) => void {
  const [led, setLed] = useState<{ field: string | undefined }>({ field: undefined })
  useLayoutEffect(() => {
    if (led.field === undefined) return
    form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(led.field)}"]`)?.focus()
  }, [led])
  return field => setLed({ field })
}
