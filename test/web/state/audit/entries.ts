import { DELETED_NAME, deletedUsername } from '../../../../protocol/erased.ts'
import type { AuditEntry, Person } from '../../../../protocol/rest.ts'
import { ADA, ALAN, GRACE, NOON } from '../cast.ts'

// Entries of an audit, for the tests that read them.

export const WORKSHOP = '00000000-0000-7000-8000-0000000f0001'

export const ada: Person = { id: ADA, username: 'ada', displayName: 'Ada' }
export const grace: Person = { id: GRACE, username: 'grace', displayName: 'Grace' }
export const gone: Person = {
  id: ALAN,
  username: deletedUsername(ALAN),
  displayName: DELETED_NAME,
}

/** Ada does something to Grace. */
export function entry(action: string, rest: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: 1,
    at: NOON,
    action,
    room: { id: WORKSHOP, name: 'Workshop' },
    actor: ada,
    target: grace,
    detail: {},
    ip: '',
    ...rest,
  }
}
