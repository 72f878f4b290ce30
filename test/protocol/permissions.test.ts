import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { permissionsDocument } from '../../dev/documents/permissions.ts'
import { type RoomKind, roomKindSchema } from '../../protocol/events.ts'
import {
  CONVERSATION_PERMISSIONS,
  leastFor,
  may,
  mayActOn,
  mayGive,
  PERMISSIONS,
  type Permission,
  rankOf,
  STANDINGS,
  type Standing,
} from '../../protocol/permissions.ts'
import {
  defaultSettings,
  type Role,
  type RoomSettings,
  roleSchema,
} from '../../protocol/room-settings.ts'

// There are few enough of everything to try all of it.
const ROLES = roleSchema.options
const KINDS = roomKindSchema.options
const CONVERSATIONS = KINDS.filter(kind => kind !== 'room')
const ALL = Object.keys(PERMISSIONS) as Permission[]
const SETTINGS = ROLES.flatMap(posting => ROLES.map(inviting => settingsOf({ posting, inviting })))

function settingsOf(changed: Partial<RoomSettings>): RoomSettings {
  return { ...defaultSettings(), ...changed }
}

function ruled(kind: RoomKind, settings = defaultSettings()) {
  return { kind, settings }
}

describe('a room', () => {
  it('lets visitors do nothing, whatever its settings', () => {
    for (const kind of KINDS)
      for (const settings of SETTINGS)
        for (const permission of ALL)
          expect(may('visitor', permission, ruled(kind, settings)), permission).toBe(false)
  })

  it('never allows less to somebody who stands higher', () => {
    for (const settings of SETTINGS)
      for (const permission of ALL) {
        const allowed = STANDINGS.map(standing =>
          may(standing, permission, ruled('room', settings)),
        )
        expect(allowed, permission).toEqual([...allowed].sort())
      }
  })

  it('lets its owners do everything, so that no setting shuts it up for good', () => {
    for (const settings of SETTINGS)
      for (const permission of ALL)
        expect(may('owner', permission, ruled('room', settings)), permission).toBe(true)
  })

  it('asks by its settings for more than the table, never for less', () => {
    for (const settings of SETTINGS)
      for (const permission of ALL)
        expect(rankOf(leastFor(permission, ruled('room', settings))), permission) //
          .toBeGreaterThanOrEqual(rankOf(PERMISSIONS[permission]))
  })

  it('is by default what the table says', () => {
    for (const permission of ALL)
      expect(leastFor(permission, ruled('room'))).toBe(PERMISSIONS[permission])
  })

  it('narrows by its settings only who may send and who may invite', () => {
    const others = ALL.filter(name => name !== 'messages.send' && name !== 'members.invite')
    for (const settings of SETTINGS)
      for (const permission of others)
        expect(leastFor(permission, ruled('room', settings))).toBe(PERMISSIONS[permission])
    for (const settings of SETTINGS) {
      expect(leastFor('messages.send', ruled('room', settings))).toBe(settings.posting)
      expect(leastFor('members.invite', ruled('room', settings))).toBe(settings.inviting)
    }
  })

  it('decides by nothing else that is set', () => {
    const slow = { slowModeMs: 60_000, retentionDays: 1, linksAfterMs: 1, filesAfterMs: 1 }
    for (const standing of STANDINGS)
      for (const permission of ALL)
        expect(may(standing, permission, ruled('room', settingsOf(slow)))).toBe(
          may(standing, permission, ruled('room')),
        )
  })
})

describe('a conversation', () => {
  it('gives admins of the deployment nothing', () => {
    for (const kind of CONVERSATIONS)
      for (const settings of SETTINGS)
        for (const permission of ALL)
          expect(may('deployment admin', permission, ruled(kind, settings)), permission).toBe(false)
  })

  it('is nobody’s: everybody in it may the same, whatever a room would ask for', () => {
    for (const kind of CONVERSATIONS)
      for (const settings of SETTINGS)
        for (const permission of ALL) {
          const allowed = ROLES.map(role => may(role, permission, ruled(kind, settings)))
          const isGiven = CONVERSATION_PERMISSIONS[kind].has(permission)
          expect(allowed, permission).toEqual(ROLES.map(() => isGiven))
        }
  })

  it('lets nobody touch who is in it, what others said, or what it is', () => {
    const never = ALL.filter(name => /_any$|^room\.(?!topic)|^members\.(?!see|invite)/u.test(name))
    expect(never.length).toBeGreaterThan(10)
    for (const kind of CONVERSATIONS)
      for (const permission of never)
        expect(CONVERSATION_PERMISSIONS[kind].has(permission), permission).toBe(false)
  })

  it('between two allows nothing that one among more does not', () => {
    const { direct, group } = CONVERSATION_PERMISSIONS
    expect([...direct].filter(permission => !group.has(permission))).toEqual([])
    expect(direct.has('members.invite')).toBe(false)
  })
})

describe('acting on others', () => {
  const inside = ['member', 'moderator', 'admin'] as const

  it('reaches nobody above, and equals only among owners', () => {
    for (const actor of STANDINGS)
      for (const target of ROLES) {
        const difference = rankOf(actor) - rankOf(target)
        const isAllowed = difference > 0 || (actor === 'owner' && target === 'owner')
        expect(mayActOn(actor, target), `${actor} on ${target}`).toBe(isAllowed)
      }
  })

  it('gives nobody a role at or above one’s own, but owners theirs', () => {
    for (const actor of inside)
      for (const role of ROLES)
        expect(mayGive(actor, role) && rankOf(role) >= rankOf(actor), `${actor}, ${role}`) //
          .toBe(false)
    expect(ROLES.filter(role => mayGive('visitor', role))).toEqual([])
    expect(ROLES.filter(role => mayGive('owner', role))).toEqual(ROLES)
    expect(ROLES.filter(role => mayGive('deployment admin', role))).toEqual(ROLES)
  })

  it('lets nobody but owners change themselves', () => {
    for (const actor of inside) expect(mayActOn(actor, actor), actor).toBe(false)
  })

  it('leads by no number of appointments to a higher role than somebody had', () => {
    for (const start of companiesOf(3)) {
      const highest = Math.max(...start.map(rankOf))
      for (const company of reachedFrom(start))
        expect(Math.max(...company.map(rankOf)), `${start} to ${company}`) //
          .toBeLessThanOrEqual(highest)
    }
  })

  it('never takes a role from an owner where only others act', () => {
    for (const start of companiesOf(3))
      for (const [index, role] of start.entries()) {
        if (role !== 'owner' || start.filter(one => one === 'owner').length > 1) continue
        const others = start.map((_, at) => at).filter(at => at !== index)
        for (const company of reachedFrom(start, others)) expect(company[index]).toBe('owner')
      }
  })
})

/** Every company of so many, by what each is. */
function companiesOf(size: number): Role[][] {
  if (size === 0) return [[]]
  return companiesOf(size - 1).flatMap(company => ROLES.map(role => [...company, role]))
}

/** Every company that appointments can make of one, when these of it appoint whom they may. */
function reachedFrom(start: readonly Role[], actors = start.map((_, at) => at)): Role[][] {
  const reached = new Map([[start.join(), [...start]]])
  for (const company of reached.values())
    for (const at of actors)
      for (const [on, target] of company.entries())
        for (const role of ROLES) {
          const actor = company[at] ?? 'member'
          if (!may(actor, 'members.appoint', ruled('room'))) continue
          if (!mayActOn(actor, target) || !mayGive(actor, role)) continue
          const next = company.with(on, role)
          if (!reached.has(next.join())) reached.set(next.join(), next)
        }
  return [...reached.values()]
}

// What was asked for when the table was first drawn. Of a message the owner is who wrote it; of a room,
// who owns it. Admins are those of the room and those of the deployment.
const MATRIX = `
Resource          | Owner | Member | Public | Admin
View Messages     |   ✓   |   ✓    |   ✗    |   ✓
Send Messages     |   ✓   |   ✓    |   ✗    |   ✓
Edit Messages     |   ✓   |   ✗    |   ✗    |   ✓
Delete Messages   |   ✓   |   ✗    |   ✗    |   ✓
Manage Room       |   ✓   |   ✗    |   ✗    |   ✓
`

/** What a row asks for: of what is one's own, and of what is another's. */
const ROWS: Readonly<Record<string, { own: Permission; others: Permission }>> = {
  'View Messages': { own: 'messages.read', others: 'messages.read' },
  'Send Messages': { own: 'messages.send', others: 'messages.send' },
  'Edit Messages': { own: 'messages.edit_own', others: 'messages.edit_any' },
  'Delete Messages': { own: 'messages.delete_own', others: 'messages.delete_any' },
  'Manage Room': { own: 'room.change', others: 'room.change' },
}

/** Who stands in a column; of a message, its owner is a member like any. */
const COLUMNS: Readonly<Record<string, (row: string) => readonly Standing[]>> = {
  Owner: row => (row === 'Manage Room' ? ['owner'] : ['member', 'moderator', 'admin', 'owner']),
  Member: () => ['member'],
  Public: () => ['visitor'],
  Admin: () => ['admin', 'deployment admin'],
}

describe('the matrix', () => {
  const [head = '', ...lines] = MATRIX.trim().split('\n')
  const columns = cellsOf(head).slice(1)
  const cells = lines.flatMap(line => {
    const [row = '', ...marks] = cellsOf(line)
    return columns.map((column, at) => ({ row, column, isAllowed: marks[at] === '✓' }))
  })

  it('has all of its twenty cells', () => {
    expect(cells).toHaveLength(20)
    expect(cells.filter(({ isAllowed }) => isAllowed)).toHaveLength(12)
  })

  it.each(cells)('$row by $column: $isAllowed', ({ row, column, isAllowed }) => {
    const permission = ROWS[row]?.[column === 'Owner' ? 'own' : 'others']
    const standings = COLUMNS[column]?.(row) ?? []
    expect(standings.length).toBeGreaterThan(0)
    for (const standing of standings)
      expect(may(standing, permission as Permission, ruled('room')), standing).toBe(isAllowed)
  })

  it('gives the public nothing, not even what they once said', () => {
    for (const { own } of Object.values(ROWS))
      expect(may('visitor', own, ruled('room'))).toBe(false)
  })
})

function cellsOf(line: string): string[] {
  return line.split('|').map(cell => cell.trim())
}

describe('the document', () => {
  it('says what the table says; after a change: npm run documents', async () => {
    const file = new URL('../../docs/permissions.md', import.meta.url)
    expect(await readFile(file, 'utf8')).toBe(permissionsDocument())
  })

  it('has a row for everything that can be done', () => {
    const rows = permissionsDocument().match(/^\| .* \| `[a-z_.]+` \|$/gmu) ?? []
    expect(rows).toHaveLength(2 * ALL.length)
  })
})
