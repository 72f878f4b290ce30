import type { AuditEntry } from '../../../protocol/rest.ts'
import { exactLabel } from '../day.ts'
import { personIn } from './deed.ts'

export interface DetailLine {
  name: string
  value: string
}

/** All that is known of an entry, line by line, for who has to know exactly. */
export function detailsOf(entry: AuditEntry, locale: string): DetailLine[] {
  const { id, at, action, room, actor, target, detail, ip } = entry
  const person = personIn(entry)
  const lines: [string, string | undefined][] = [
    ['When', exactLabel(at, locale)],
    ['Kind', action],
    ['Who', actor === null ? undefined : personLine(actor)],
    ['To whom', person === undefined ? undefined : personLine(person)],
    ['To what', person === undefined ? target?.id : undefined],
    ['Room', room === null ? undefined : `${room.name} (${room.id})`.trim()],
    ['Address', ip],
    ...Object.entries(detail).map(([name, value]): [string, string] => [
      nameWords(name),
      valueWords(name, value, locale),
    ]),
    ['Entry', String(id)],
  ]
  return lines.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [{ name, value }],
  )
}

function personLine({ id, username }: { id: string; username: string }): string {
  return username === '' ? id : `@${username} (${id})`
}

/** `retentionDays` as "Retention days". */
function nameWords(name: string): string {
  const words = name.replaceAll(/([a-z])([A-Z])/gu, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function valueWords(name: string, value: unknown, locale: string): string {
  if (name === 'until' && typeof value === 'number') return exactLabel(value, locale)
  if (value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map(String).join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
