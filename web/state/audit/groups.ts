import { ACCOUNT_DEEDS } from './account-deeds.ts'
import type { Deed } from './deed.ts'
import { ROOM_DEEDS } from './room-deeds.ts'

// Kinds of deeds in groups, for whoever looks for one.

export interface DeedGroup {
  /** With which the names of its deeds begin, up to their dot. */
  name: string
  title: string
  deeds: readonly { action: string; title: string }[]
}

const TITLES: Readonly<Record<string, string>> = {
  room: 'The room',
  member: 'Members',
  message: 'Messages',
  link: 'Links',
  filters: 'Word filters',
  report: 'Reports',
  account: 'Accounts',
  session: 'Signing in and out',
  totp: 'Authenticator apps',
  recovery_codes: 'Recovery codes',
  passkey: 'Passkeys',
  token: 'Programs',
  invitation: 'Invitations to the deployment',
  audit: 'The audit',
  event: 'Events',
}

export const ALL_GROUPS: readonly DeedGroup[] = groupsOf({ ...ROOM_DEEDS, ...ACCOUNT_DEEDS })
/** What is recorded of rooms: of their events, and beside them. */
const OF_ROOMS = new Set([...groupsOf(ROOM_DEEDS).map(({ name }) => name), 'audit', 'event'])
export const ROOM_GROUPS: readonly DeedGroup[] = ALL_GROUPS.filter(({ name }) => OF_ROOMS.has(name))

function groupsOf(deeds: Readonly<Record<string, Deed>>): DeedGroup[] {
  const names = [...new Set(Object.keys(deeds).map(groupOf))]
  return names.map(name => ({
    name,
    title: TITLES[name] ?? name,
    deeds: Object.entries(deeds)
      .filter(([action]) => groupOf(action) === name)
      .map(([action, { title }]) => ({ action, title })),
  }))
}

function groupOf(action: string): string {
  return action.slice(0, action.indexOf('.'))
}
