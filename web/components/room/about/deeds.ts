import type { Room } from '../../../../protocol/events.ts'
import type { Onlooker } from '../../../state/deeds.ts'
import type { IconName } from '../../icon.tsx'

/** What can be done about a room as such. */
export type RoomDeed =
  | 'invite'
  | 'links'
  | 'settings'
  | 'topic'
  | 'filters'
  | 'banned'
  | 'reports'
  | 'audit'
  | 'archive'
  | 'transfer'
  | 'delete'

export interface RoomDeedEntry {
  name: RoomDeed
  icon: IconName
  label: string
  isDangerous?: boolean
  isFor(room: Room, who: Onlooker): boolean
}

/** In the order they are offered in, each to those who may. */
export const ROOM_DEEDS: readonly RoomDeedEntry[] = [
  {
    name: 'invite',
    icon: 'people',
    label: 'Invite people',
    isFor: (_, { may }) => may('members.invite'),
  },
  {
    name: 'links',
    icon: 'link',
    label: 'Links into the room',
    isFor: (room, { may }) => room.kind === 'room' && may('members.invite'),
  },
  {
    name: 'settings',
    icon: 'settings',
    label: 'Settings',
    isFor: (_, { may }) => may('room.change'),
  },
  {
    name: 'topic',
    icon: 'talk',
    label: 'Change the topic',
    isFor: (_, { may }) => may('room.topic') && !may('room.change'),
  },
  {
    name: 'filters',
    icon: 'alert',
    label: 'Word filters',
    isFor: (_, { may }) => may('room.filters'),
  },
  {
    name: 'banned',
    icon: 'ban',
    label: 'Banned people',
    isFor: (_, { may }) => may('members.ban'),
  },
  {
    name: 'reports',
    icon: 'flag',
    label: 'Reports',
    isFor: (_, { may }) => may('room.reports'),
  },
  {
    name: 'audit',
    icon: 'record',
    label: 'What was done here',
    isFor: (_, { may }) => may('room.audit'),
  },
  {
    name: 'archive',
    icon: 'box',
    label: 'Archive the room',
    isFor: (room, { may }) => room.archivedAt === null && may('room.archive'),
  },
  {
    name: 'archive',
    icon: 'box',
    label: 'Open the room again',
    isFor: (room, { may }) => room.archivedAt !== null && may('room.archive'),
  },
  {
    name: 'transfer',
    icon: 'crown',
    label: 'Hand the room over',
    isFor: (_, { may }) => may('room.transfer'),
  },
  {
    name: 'delete',
    icon: 'bin',
    label: 'Delete the room',
    isDangerous: true,
    isFor: (_, { may }) => may('room.delete'),
  },
]
