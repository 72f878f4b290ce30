import type { EmailPolicy } from '../../protocol/rest.ts'

/** @returns what is wrong with this address, or with its absence; undefined when it may be so */
export function refuseEmail(
  policy: EmailPolicy,
  email: string | null | undefined,
): string | undefined {
  const isGiven = email !== undefined && email !== null
  if (policy === 'off' && isGiven) return 'accounts here have no e-mail address'
  if (policy === 'required' && !isGiven) return 'accounts here need an e-mail address'
  return undefined
}
