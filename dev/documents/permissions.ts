import {
  CONVERSATION_PERMISSIONS,
  may,
  PERMISSIONS,
  type Permission,
  STANDINGS,
} from '../../protocol/permissions.ts'
import { defaultSettings } from '../../protocol/room-settings.ts'

// docs/permissions.md, made of the table that rooms decide by.

const WORDS: Readonly<Record<Permission, string>> = {
  'messages.read': 'Read messages, old and new',
  'messages.send': 'Send messages',
  'messages.edit_own': 'Edit one’s own',
  'messages.edit_any': 'Edit anybody’s',
  'messages.delete_own': 'Delete one’s own',
  'messages.delete_any': 'Delete anybody’s, and bring them back',
  'messages.report': 'Report one',
  'messages.react': 'Put an emoji to one',
  'messages.pin': 'Pin one, and unpin it',
  'messages.call_all': 'Call everybody by `@here` and `@room`',
  'members.see': 'See who belongs, and who is here',
  'members.invite': 'Invite people, by name or by link',
  'members.mute': 'Mute somebody for a while',
  'members.remove': 'Remove somebody',
  'members.ban': 'Ban somebody, and let them come again',
  'members.appoint': 'Give and take roles',
  'links.see_any': 'See and revoke the links that others made',
  'room.topic': 'Change the topic',
  'room.filters': 'See and change the word filters',
  'room.reports': 'See reports, and resolve them',
  'room.change': 'Change name, description, visibility and settings',
  'room.archive': 'Archive it, and open it again',
  'room.audit': 'Read and export the audit of the room',
  'room.delete': 'Delete it, and bring it back',
  'room.transfer': 'Hand it over to another owner',
}

// Where there is more to say of it: the notes below the table of rooms.
const NOTED: Partial<Record<Permission, string>> = {
  'messages.send': '¹',
  'members.invite': '¹',
  'members.mute': '²',
  'members.remove': '²',
  'members.ban': '²',
  'members.appoint': '² ³',
}

const BEGINNING = `<!-- Made by \`npm run documents\` of protocol/permissions.ts: change that, not this. -->

# Permissions

Who may do what. Rooms decide by this table, which is [protocol/permissions.ts](../protocol/permissions.ts), and the pages show by it; nothing else does. It is tried
out whole, every standing against every permission and setting, in [permissions.test.ts](../test/protocol/permissions.test.ts).

There are four roles in a room: *member*, *moderator*, *admin* and *owner*. Below them is whoever does not belong to it, the *visitor*; above them an admin of the
deployment, whether they belong to it or not. Whoever stands higher may do everything that those below may.
`

const ROOMS = `## In a room
`

const NOTES = `¹ The settings of a room can ask for a higher role than this, never for a lower one. Sending may also have to wait: for slow mode, for a mute to end, for an account to be old
enough for links; moderators and above need not wait for slow mode.

² Only somebody below oneself; see [acting on others](#acting-on-others).

³ Only a role below one's own; owners, also theirs.

In an archived room nobody says anything. A deleted one is there for nobody but for who brings it back.

## Acting on others

- Muting, removing, banning and appointing reach only those who stand **below** oneself: a moderator can remove a member, not another moderator, and no admin.
- A role can be given that is **below** one's own: an admin appoints moderators, not admins. So nobody can make themselves, or anybody else, more than they are.
- **Owners** are the exception, since nobody in the room stands above them: they can act on each other, and make others owners. A room never loses its last one: they name another first.
- **Admins of the deployment** stand above owners in every room. What they do there is entered in the room's audit, and so is that they have read there.
- Nobody mutes, removes or bans themselves. To go is to leave.
- Deleting a message is acting on the message, not on its author: a moderator can delete what an owner wrote.
`

const CONVERSATIONS = `## In a conversation

A conversation between two people, or some, belongs to all of them alike: there are no roles, and nothing is settled by one for the others. **Admins of the deployment may nothing
there**, unless they take part, and then what the others may. What somebody in it reports, they see: the words of that message, and no other.
`

/** The whole document. */
export function permissionsDocument(): string {
  return [BEGINNING, ROOMS, roomTable(), NOTES, CONVERSATIONS, conversationTable()].join('\n')
}

function roomTable(): string {
  const room = { kind: 'room', settings: defaultSettings() } as const
  return table(
    STANDINGS.map(standing => capital(standing)),
    permission => STANDINGS.map(standing => may(standing, permission, room)),
    NOTED,
  )
}

function conversationTable(): string {
  const { direct, group } = CONVERSATION_PERMISSIONS
  return table(['Between two', 'Among some', 'Anybody else'], permission => [
    direct.has(permission),
    group.has(permission),
    false,
  ])
}

function table(
  columns: string[],
  allowed: (permission: Permission) => boolean[],
  notes: Partial<Record<Permission, string>> = {},
): string {
  const permissions = Object.keys(PERMISSIONS) as Permission[]
  return [
    row(['', ...columns, '']),
    row(['---', ...columns.map(() => ':-:'), '---']),
    ...permissions.map(permission =>
      row([
        [WORDS[permission], notes[permission] ?? ''].join(' ').trim(),
        ...allowed(permission).map(isAllowed => (isAllowed ? '✓' : '')),
        `\`${permission}\``,
      ]),
    ),
    '',
  ].join('\n')
}

function row(cells: string[]): string {
  return `| ${cells.join(' | ')} |`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
