import type { AuditAction, RoomAuditAction } from '../../../protocol/audit-action.ts'
import { calledIn, type Deed, listed, wordOf, wordsOf } from './deed.ts'

// What happens to accounts and how they are used, as the audit tells of it. What is tried is told of
// whom it was tried on: who tried is not known.

/** Recorded beside what people and events do: what a room keeps back, and who took the record with them. */
type OtherAction = 'event.quarantined' | 'audit.exported'

export type AccountAction = Exclude<AuditAction, RoomAuditAction> | OtherAction

export const ACCOUNT_DEEDS: Readonly<Record<AccountAction, Deed>> = {
  'account.register': { title: 'Account made', says: '{actor} made an account' },
  'account.profile_changed': {
    title: 'Profile changed',
    says: detail => `{actor} changed ${fieldsOf(wordsOf(detail, 'changed'))}`,
  },
  'account.email_changed': {
    title: 'E-mail changed',
    says: '{actor} changed their e-mail address',
  },
  'account.password_changed': {
    title: 'Password changed',
    says: '{actor} changed their password',
  },
  'account.password_refused': {
    title: 'Wrong old password',
    says: '{actor} did not know the password that was to be changed',
  },
  'account.password_reset': {
    title: 'Password replaced',
    says: '{actor} chose a new password by a link',
  },
  'account.reset_offered': {
    title: 'Link for a password made',
    says: '{actor} made a link for a new password of {target}',
  },
  'account.signed_out': {
    title: 'Signed out everywhere',
    says: '{actor} signed {target} out everywhere',
  },
  'account.confirmed': { title: 'Confirmed', says: '{actor} showed again who they are' },
  'account.confirmation_refused': {
    title: 'Not confirmed',
    says: '{actor} could not show again who they are',
  },
  'account.exported': { title: 'Data exported', says: '{actor} exported what is kept of them' },
  'account.deleted': { title: 'Account deleted', says: '{actor} deleted their account' },
  'account.role_changed': {
    title: 'Admin made or unmade',
    says: detail =>
      wordOf(detail, 'role') === 'admin'
        ? '{actor} made {target} an admin of the deployment'
        : '{actor} made {target} an ordinary member of the deployment',
  },
  'account.blocked': { title: 'Blocked', says: '{actor} blocked {target}' },
  'account.unblocked': { title: 'Block lifted', says: '{actor} blocks {target} no more' },
  'session.login': {
    title: 'Signed in',
    says: detail => `{actor} signed in${factorOf(wordOf(detail, 'factor'))}`,
  },
  'session.login_failed': {
    title: 'Sign-in failed',
    says: (_, { target }) =>
      target === null
        ? 'Somebody tried to sign in to an account that there is not'
        : 'Somebody tried to sign in as {target}',
  },
  'session.second_factor_failed': {
    title: 'Second factor failed',
    says: 'Somebody had the password of {target}, and no right code',
  },
  'session.logout': { title: 'Signed out', says: '{actor} signed out' },
  'session.revoked': { title: 'Session ended', says: '{actor} ended a session' },
  'session.refresh_reused': {
    title: 'Sign-in used twice',
    says: 'A sign-in of {actor} was used twice at once and ended, in case it was stolen',
  },
  'totp.added': { title: 'App set up', says: '{actor} set up an authenticator app' },
  'totp.removed': { title: 'App removed', says: '{actor} removed their authenticator app' },
  'recovery_codes.made': { title: 'Recovery codes made', says: '{actor} made recovery codes' },
  'recovery_codes.used': {
    title: 'Recovery code used',
    says: '{actor} signed in with a recovery code',
  },
  'passkey.added': { title: 'Passkey added', says: '{actor} added a passkey' },
  'passkey.renamed': { title: 'Passkey renamed', says: '{actor} renamed a passkey' },
  'passkey.removed': { title: 'Passkey removed', says: '{actor} removed a passkey' },
  'token.made': { title: 'Token made', says: '{actor} made a token for a program' },
  'token.revoked': { title: 'Token revoked', says: '{actor} revoked a token of a program' },
  'invitation.made': {
    title: 'Invitation made',
    says: '{actor} made an invitation to the deployment',
  },
  'invitation.revoked': {
    title: 'Invitation withdrawn',
    says: '{actor} withdrew an invitation to the deployment',
  },
  'room.read_by_admin': {
    title: 'Read by an admin of the deployment',
    says: '{actor} read here as an admin of the deployment',
  },
  'audit.exported': { title: 'Audit exported', says: '{actor} saved the audit as a file' },
  'event.quarantined': {
    title: 'Event kept back',
    says: 'The database refused an event of {actor}; the room keeps it',
  },
}

const FIELDS: Readonly<Record<string, string>> = {
  displayName: 'their name',
  about: 'what they say of themselves',
  status: 'their status',
}

function fieldsOf(changed: readonly string[]): string {
  const known = changed.map(name => calledIn(FIELDS, name)).filter(name => name !== undefined)
  return known.length === 0 ? 'their profile' : listed(known)
}

const FACTORS: Readonly<Record<string, string>> = {
  passkey: ' with a passkey',
  totp: ' with a code of their app',
  recovery: ' with a recovery code',
}

function factorOf(factor: string | undefined): string {
  return calledIn(FACTORS, factor) ?? ''
}
