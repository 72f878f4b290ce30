import type { Room, Visibility } from '../../protocol/events.ts'
import {
  ROOM_DESCRIPTION_MAX_CHARS,
  ROOM_NAME_MAX_CHARS,
  ROOM_TOPIC_MAX_CHARS,
} from '../../protocol/limits.ts'
import { type ChangeRoom, changeRoomSchema } from '../../protocol/rest.ts'
import type { Role, RoomSettings } from '../../protocol/room-settings.ts'
import { durationWords } from './duration.ts'
import { type Mistakes, mistakesAgainst } from './mistakes.ts'

// What can be set of a room, as a form has it: every value a text.

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export interface RunningForm {
  name: string
  topic: string
  description: string
  visibility: Visibility
  slowModeMs: string
  posting: Role
  inviting: Role
  /** Days; empty for good. */
  retentionDays: string
  linksAfterMs: string
  filesAfterMs: string
  /** Empty for as long as one likes. */
  editWindowMs: string
  /** Empty for never. */
  disappearAfterMs: string
  linkPreviews: keyof typeof LINK_PREVIEWS
}

export function formOf({ name, topic, description, visibility, settings }: Room): RunningForm {
  return {
    name,
    topic,
    description,
    visibility,
    slowModeMs: String(settings.slowModeMs),
    posting: settings.posting,
    inviting: settings.inviting,
    retentionDays: settings.retentionDays === null ? '' : String(settings.retentionDays),
    linksAfterMs: String(settings.linksAfterMs),
    filesAfterMs: String(settings.filesAfterMs),
    editWindowMs: lengthOf(settings.editWindowMs),
    disappearAfterMs: lengthOf(settings.disappearAfterMs),
    linkPreviews: settings.linkPreviews ? 'on' : 'off',
  }
}

/** What of the room the form changes; what stays is not named, so that nobody else's change is undone. */
export function changesOf(room: Room, form: RunningForm): ChangeRoom {
  const settings = settingsChanged(room.settings, settingsOf(form))
  return {
    ...(form.name !== room.name && { name: form.name }),
    ...(form.topic !== room.topic && { topic: form.topic }),
    ...(form.description !== room.description && { description: form.description }),
    ...(form.visibility !== room.visibility && { visibility: form.visibility }),
    ...(Object.keys(settings).length > 0 && { settings }),
  }
}

function settingsOf(form: RunningForm): RoomSettings {
  return {
    slowModeMs: Number(form.slowModeMs),
    posting: form.posting,
    inviting: form.inviting,
    retentionDays: form.retentionDays === '' ? null : Number(form.retentionDays),
    linksAfterMs: Number(form.linksAfterMs),
    filesAfterMs: Number(form.filesAfterMs),
    editWindowMs: form.editWindowMs === '' ? null : Number(form.editWindowMs),
    disappearAfterMs: form.disappearAfterMs === '' ? null : Number(form.disappearAfterMs),
    linkPreviews: form.linkPreviews === 'on',
  }
}

/** A length of time as a choice; none for as long as one likes. */
function lengthOf(ms: number | null): string {
  return ms === null ? '' : String(ms)
}

function settingsChanged(before: RoomSettings, after: RoomSettings): Partial<RoomSettings> {
  const changed = Object.entries(after).filter(
    ([name, value]) => before[name as keyof RoomSettings] !== value,
  )
  return Object.fromEntries(changed)
}

const WORDS = {
  name: `A name of at most ${ROOM_NAME_MAX_CHARS} characters.`,
  topic: `At most ${ROOM_TOPIC_MAX_CHARS} characters.`,
  description: `At most ${ROOM_DESCRIPTION_MAX_CHARS} characters.`,
}

export function mistakesInRunning(form: RunningForm): Mistakes<keyof typeof WORDS> {
  const { name, topic, description } = form
  return mistakesAgainst(changeRoomSchema, { name, topic, description }, WORDS)
}

export const VISIBILITIES: Record<Visibility, string> = {
  public: 'Public: anybody here finds it and can join',
  private: 'Private: only who is invited, or has a link',
}

/** The lowest role that may, as one chooses it. */
export const FROM_ROLE: Record<Role, string> = {
  member: 'Everybody in it',
  moderator: 'Moderators and above',
  admin: 'Admins and above',
  owner: 'Owners only',
}

/** What becomes of links, as one chooses it. */
export const LINK_PREVIEWS = {
  on: 'With what stands behind them',
  off: 'As they are written',
}

/** Choices of a length of time, the one that holds now among them, by milliseconds. */
export function lengthChoices(
  lengths: readonly number[],
  now: string,
  none: string,
): Record<string, string> {
  const all = [...new Set([...lengths, Number(now)])].sort((a, b) => a - b)
  return Object.fromEntries(
    all.map(ms => [String(ms), ms === 0 ? none : capital(durationWords(ms))]),
  )
}

/** The same where there can be no such length. */
export function limitChoices(
  lengths: readonly number[],
  now: string,
  none: string,
): Record<string, string> {
  const some = lengthChoices(lengths, now === '' ? String(lengths[0]) : now, 'Not at all')
  return { ...some, '': none }
}

export const EDIT_WINDOW_MS = [0, 5 * MINUTE_MS, HOUR_MS, DAY_MS, 7 * DAY_MS]
export const DISAPPEAR_MS = [5 * MINUTE_MS, HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS]
export const SLOW_MODE_MS = [0, 5, 10, 30, 60, 300, 900, 3_600].map(seconds => seconds * SECOND_MS)
export const NEWCOMER_MS = [0, HOUR_MS, DAY_MS, 3 * DAY_MS, 7 * DAY_MS, 30 * DAY_MS]

/** Choices of how long messages are kept, the one that holds now among them, by days. */
export function retentionChoices(now: string): Record<string, string> {
  const days = [...new Set([1, 7, 30, 90, 365, ...(now === '' ? [] : [Number(now)])])]
  // The keys of an object that are numbers come first, ascending.
  return Object.fromEntries([...days.map(nameOfDays), ['', 'For good']])
}

function nameOfDays(days: number): [string, string] {
  return [String(days), days === 1 ? 'A day' : days === 365 ? 'A year' : `${days} days`]
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
