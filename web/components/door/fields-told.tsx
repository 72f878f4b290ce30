export interface FieldsToldProps {
  labels: Readonly<Record<string, string>>
  mistakes: Readonly<Record<string, string | undefined>>
}

/**
 * What is wrong beside which field, read out at once: the focus goes to the first of them, and says
 * nothing when it was there already.
 */
export function FieldsTold({ labels, mistakes }: FieldsToldProps) {
  const told = Object.entries(mistakes).map(([field, text]) => `${labels[field]}: ${text}`)
  return (
    <p class="unseen" role="status">
      {told.join(' ')}
    </p>
  )
}

/** Puts the focus into a field of the form, with what is in it selected to be typed over. */
export function focusField(form: HTMLFormElement | null, name: string | undefined): void {
  if (name === undefined) return
  const input = form?.querySelector<HTMLInputElement>(`[name="${CSS.escape(name)}"]`)
  input?.focus()
}
