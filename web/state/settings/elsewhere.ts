/** What to say of the sessions that an account has besides this one. */
export function elsewhereWords(others: number): string {
  const devices = others === 1 ? 'One other device is' : `${others} other devices are`
  return `${devices} still signed in from before this change.`
}

/** What to say once they have ended. */
export function endedWords(ended: number): string {
  if (ended === 0) return 'You were signed in nowhere else.'
  return ended === 1 ? 'One other device is signed out.' : `${ended} other devices are signed out.`
}
