/**
 * What went wrong when the browser was asked for a passkey, by the name of its error
 * (https://www.w3.org/TR/webauthn-3/#sctn-getAssertion). Undefined when there is nothing to say: the
 * page itself ended the question.
 */
export function passkeyTrouble(name: string): string | undefined {
  if (name === 'AbortError') return undefined
  // Browsers do not tell whether somebody declined, had none, or ran out of time.
  if (name === 'NotAllowedError') return 'No passkey was used. Try again, or sign in another way.'
  if (name === 'SecurityError') return 'Passkeys do not work at this address.'
  return 'This browser could not use a passkey. Sign in another way.'
}
