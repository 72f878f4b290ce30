import type { AuditAction, RoomAuditAction } from '../../../protocol/audit-action.ts'
import type { Activity } from '../../../protocol/rest.ts'
import { dayOf } from '../day.ts'

/** What concerns an account: of what is done in rooms their own audit tells. */
type AccountAction = Exclude<AuditAction, RoomAuditAction>

// The audit's names, as a person reads of them.
const WORDS: Readonly<Record<AccountAction, string>> = {
  'account.register': 'The account was made',
  'account.profile_changed': 'The profile was changed',
  'account.email_changed': 'The e-mail address was changed',
  'account.password_changed': 'The password was changed',
  'account.password_refused': 'Somebody tried to change the password and did not know it',
  'account.password_reset': 'The password was replaced with a link for a forgotten one',
  'account.reset_offered': 'A link for a new password was made',
  'account.signed_out': 'An admin signed out every device',
  'account.confirmed': 'The password was shown again, for something important',
  'account.confirmation_refused': 'A wrong password was shown, for something important',
  'account.exported': 'All data was exported',
  'account.deleted': 'The account was deleted',
  'account.role_changed': 'Somebody was made an admin, or one no longer',
  'session.login': 'Signed in',
  'session.login_failed': 'Somebody tried to sign in with a wrong password',
  'session.second_factor_failed': 'Somebody with the right password had no right code',
  'session.logout': 'Signed out',
  'session.revoked': 'A device was signed out from another',
  'session.refresh_reused': 'A sign-in was used twice at once and ended, in case it was stolen',
  'totp.added': 'An authenticator app was set up',
  'totp.removed': 'The authenticator app was removed',
  'recovery_codes.made': 'Recovery codes were made',
  'recovery_codes.used': 'Signed in with a recovery code',
  'passkey.added': 'A passkey was added',
  'passkey.renamed': 'A passkey was renamed',
  'passkey.removed': 'A passkey was removed',
  'token.made': 'A token for a program was made',
  'token.revoked': 'A token of a program was revoked',
  'invitation.made': 'An invitation was made',
  'invitation.revoked': 'An invitation was withdrawn',
  'room.read_by_admin': 'As an admin, you read in a room you do not belong to',
  'account.blocked': 'Somebody was blocked',
  'account.unblocked': 'Somebody was blocked no longer',
  'audit.exported': 'The audit was exported',
}

const WORRYING: ReadonlySet<string> = new Set([
  'account.password_refused',
  'account.confirmation_refused',
  'session.login_failed',
  'session.second_factor_failed',
  'session.refresh_reused',
])

export function activityWords(action: string): string {
  return isKnown(action) ? WORDS[action] : 'Something newer than this page'
}

function isKnown(action: string): action is AccountAction {
  return Object.hasOwn(WORDS, action)
}

/** Whether it may have been somebody else. */
export function isWorrying(action: string): boolean {
  return WORRYING.has(action)
}

/** By local day, in the order they are in. */
export function byDay<One extends Pick<Activity, 'at'>>(activity: readonly One[]): One[][] {
  const days = new Map<number, One[]>()
  for (const one of activity) {
    const day = dayOf(one.at)
    days.set(day, [...(days.get(day) ?? []), one])
  }
  return [...days.values()]
}
