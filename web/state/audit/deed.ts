import type { AuditEntry, Person } from '../../../protocol/rest.ts'

export type Detail = AuditEntry['detail']

/** A kind of deed: what a list of kinds calls it, and what it says of somebody who did it. */
export interface Deed {
  title: string
  /**
   * `{actor}` and `{target}` stand for who did it and to whom, `{of target}` for nothing when that is not
   * a person.
   */
  says: string | ((detail: Detail, entry: AuditEntry) => string)
}

/** A word of the detail; nothing when it holds no such one. */
export function wordOf(detail: Detail, name: string): string | undefined {
  const value = Object.hasOwn(detail, name) ? detail[name] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function numberOf(detail: Detail, name: string): number | undefined {
  const value = Object.hasOwn(detail, name) ? detail[name] : undefined
  return typeof value === 'number' ? value : undefined
}

/** The words of a list, whether it came as one or with spaces between. */
export function wordsOf(detail: Detail, name: string): string[] {
  const value = Object.hasOwn(detail, name) ? detail[name] : undefined
  if (typeof value === 'string') return value.split(/[\s,]+/u).filter(word => word !== '')
  return Array.isArray(value) ? value.filter(word => typeof word === 'string') : []
}

/** What a table calls something; nothing when it is not in there. */
export function calledIn(
  table: Readonly<Record<string, string>>,
  name: string | undefined,
): string | undefined {
  return name !== undefined && Object.hasOwn(table, name) ? table[name] : undefined
}

/** Whether it was done to whom did it. */
export function isOwn({ actor, target }: AuditEntry): boolean {
  return target === null || target.id === actor?.id
}

/** "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join()
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** "1 message", "3 messages". */
export function counted(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`
}

/** Whom it was done to, when that is somebody. */
export function personIn({ target }: AuditEntry): Person | undefined {
  return target !== null && isPerson(target) ? target : undefined
}

function isPerson(target: NonNullable<AuditEntry['target']>): target is Person {
  return 'username' in target && 'displayName' in target
}
