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
