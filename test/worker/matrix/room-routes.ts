import { v7 } from 'uuid'
import { username } from '../support/visitor.ts'
import { idOf } from './cast.ts'
import { byRole, everybody, members, type Row, type Verdict, type Verdicts } from './row.ts'
import { guest } from './things.ts'

// The table's part on rooms. `own` is the cast's public one, `other` a stranger's, which is private. An
// admin of the deployment comes to both, as nobody else does.

const HIDDEN = ['not_found', 'not_found'] as const

/** For members and above: how it goes in the room, whose `other` an admin of the deployment sees, too. */
export function belonging(verdict: Verdict): Verdicts {
  return byRole({
    outsider: ['not_a_member', ...HIDDEN],
    member: [verdict, ...HIDDEN],
    moderator: [verdict, ...HIDDEN],
    owner: [verdict, ...HIDDEN],
    admin: [verdict, verdict, 'not_found'],
  })
}

/** For moderators and above. @param elsewhere what an admin of the deployment is told of the other room */
export function moderators(verdict: Verdict, elsewhere: Verdict = verdict): Verdicts {
  return {
    ...belonging(verdict),
    member: ['forbidden', ...HIDDEN],
    admin: [verdict, elsewhere, 'not_found'],
  }
}

/** For admins of the room and above, of whom the cast has the owner. */
export function admins(verdict: Verdict, elsewhere: Verdict = verdict): Verdicts {
  return { ...moderators(verdict, elsewhere), moderator: ['forbidden', ...HIDDEN] }
}

const NO_MESSAGE = '01940000-0000-7000-8000-000000000000'

export const ROOMS: Record<string, Row> = {
  'GET /api/rooms': { ask: () => ({ path: '/api/rooms' }), verdicts: members(200) },
  'POST /api/rooms': {
    ask: () => ({ path: '/api/rooms', body: { name: username('room') } }),
    verdicts: members(201),
  },
  'GET /api/rooms/:roomId': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}` }),
    verdicts: belonging(200),
  },
  'PATCH /api/rooms/:roomId': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}`, body: { description: 'A place' } }),
    verdicts: admins(200),
  },
  'DELETE /api/rooms/:roomId': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}` }),
    // The owner, who asks before the admin, has taken it away.
    verdicts: admins(200),
  },
  'POST /api/rooms/:roomId/restore': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/restore`, body: {} }),
    verdicts: admins(200),
  },
  'POST /api/rooms/:roomId/transfer': {
    rooms: true,
    ask: async cell => ({
      path: `/api/rooms/${cell.roomId}/transfer`,
      body: { userId: await guest(cell) },
    }),
    verdicts: admins(200, 'no_such_member'),
  },
  'GET /api/rooms/:roomId/filters': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/filters` }),
    verdicts: moderators(200),
  },
  'PUT /api/rooms/:roomId/filters': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/filters`, body: { words: ['heron'] } }),
    verdicts: moderators(200),
  },
  'GET /api/rooms/:roomId/messages': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/messages` }),
    verdicts: belonging(200),
  },
  'GET /api/rooms/:roomId/messages/some': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/messages/some?seqs=1,2` }),
    verdicts: belonging(200),
  },
  'GET /api/rooms/:roomId/pins': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/pins` }),
    verdicts: belonging(200),
  },
  'GET /api/rooms/:roomId/threads': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/threads` }),
    verdicts: belonging(200),
  },
  // The first event of a room is no message, which only those learn who may ask.
  'PUT /api/rooms/:roomId/threads/:seq': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/threads/1`, body: { on: true } }),
    verdicts: belonging('no_such_message'),
  },
  'PATCH /api/rooms/:roomId/messages/:seq': {
    rooms: true,
    ask: ({ roomId }) => ({
      path: `/api/rooms/${roomId}/messages/1`,
      body: { id: NO_MESSAGE, body: 'Good night.' },
    }),
    verdicts: belonging('no_such_message'),
  },
  'GET /api/rooms/:roomId/messages/:seq/edits': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/messages/1/edits` }),
    verdicts: belonging('no_such_message'),
  },
  'PUT /api/rooms/:roomId/messages/:seq/reactions': {
    rooms: true,
    ask: ({ roomId }) => ({
      path: `/api/rooms/${roomId}/messages/1/reactions`,
      body: { id: NO_MESSAGE, emoji: '👋', on: true },
    }),
    verdicts: belonging('no_such_message'),
  },
  'GET /api/rooms/:roomId/messages/:seq/reactions': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/messages/1/reactions?emoji=%F0%9F%91%8B` }),
    verdicts: belonging('no_such_message'),
  },
  'PUT /api/rooms/:roomId/messages/:seq/pin': {
    rooms: true,
    ask: ({ roomId }) => ({
      path: `/api/rooms/${roomId}/messages/1/pin`,
      body: { id: NO_MESSAGE, on: true },
    }),
    verdicts: belonging('no_such_message'),
  },
  'GET /api/rooms/:roomId/scheduled': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/scheduled` }),
    verdicts: belonging(200),
  },
  // Whoever does not belong to it says nothing there, whatever they may do otherwise.
  'POST /api/rooms/:roomId/scheduled': {
    rooms: true,
    ask: ({ roomId }) => ({
      path: `/api/rooms/${roomId}/scheduled`,
      body: { at: Date.now() + 60_000, body: 'Later.' },
    }),
    verdicts: { ...belonging(201), admin: ['not_a_member', 'not_found', 'not_found'] },
  },
  'DELETE /api/rooms/:roomId/scheduled/:scheduledId': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/scheduled/${NO_MESSAGE}` }),
    verdicts: { ...belonging('not_found'), admin: ['not_found', 'not_found', 'not_found'] },
  },
  // There is nothing to remove yet, which only those learn who may ask.
  'GET /api/rooms/:roomId/messages/:seq/readers': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/messages/1/readers` }),
    verdicts: belonging(200),
  },
  'POST /api/rooms/:roomId/messages/delete': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/messages/delete`, body: { seqs: [1] } }),
    verdicts: belonging('not_found'),
  },
  'POST /api/rooms/:roomId/messages/restore': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/messages/restore`, body: { seqs: [1] } }),
    verdicts: belonging('not_found'),
  },
  'GET /api/rooms/:roomId/messages/:seq/previews': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/messages/1/previews` }),
    verdicts: belonging('not_found'),
  },
  'GET /api/rooms/:roomId/socket': {
    rooms: true,
    // Without an upgrade; what a socket is told stands in frames.ts.
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/socket` }),
    verdicts: everybody('upgrade_required', 'upgrade_required', 'upgrade_required'),
  },
  'POST /api/rooms/:roomId/join': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/join`, body: {} }),
    verdicts: byRole({
      outsider: [200, ...HIDDEN],
      banned: ['banned', ...HIDDEN],
      admin: [200, 200, 'not_found'],
    }),
  },
  'POST /api/rooms/:roomId/leave': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/leave` }),
    verdicts: byRole({
      outsider: ['not_a_member', ...HIDDEN],
      member: [204, ...HIDDEN],
      moderator: [204, ...HIDDEN],
      // By then alone in it.
      owner: [204, ...HIDDEN],
    }),
  },
  'GET /api/rooms/:roomId/members': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/members` }),
    verdicts: belonging(200),
  },
  'PATCH /api/rooms/:roomId/members/:userId': {
    rooms: true,
    ask: async cell => ({
      path: `/api/rooms/${cell.roomId}/members/${await guest(cell)}`,
      body: { role: 'moderator' },
    }),
    verdicts: admins(200, 'no_such_member'),
  },
  'DELETE /api/rooms/:roomId/members/:userId': {
    rooms: true,
    ask: async cell => ({ path: `/api/rooms/${cell.roomId}/members/${await guest(cell)}` }),
    verdicts: moderators(204, 'no_such_member'),
  },
  'PUT /api/rooms/:roomId/members/:userId/mute': {
    rooms: true,
    ask: async cell => ({
      path: `/api/rooms/${cell.roomId}/members/${await guest(cell)}/mute`,
      body: { minutes: 5 },
    }),
    verdicts: moderators(200, 'no_such_member'),
  },
  'DELETE /api/rooms/:roomId/members/:userId/mute': {
    rooms: true,
    ask: async cell => ({ path: `/api/rooms/${cell.roomId}/members/${await guest(cell)}/mute` }),
    verdicts: moderators(200, 'no_such_member'),
  },
  'GET /api/rooms/:roomId/bans': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/bans` }),
    verdicts: moderators(200),
  },
  'DELETE /api/rooms/:roomId/bans/:userId': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/bans/${v7()}` }),
    verdicts: moderators('no_such_member'),
  },
  'GET /api/rooms/:roomId/invitations': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/invitations` }),
    verdicts: belonging(200),
  },
  'POST /api/rooms/:roomId/invitations': {
    rooms: true,
    ask: ({ roomId, cast }) => ({
      path: `/api/rooms/${roomId}/invitations`,
      body: { username: cast.stranger.session.account.username },
    }),
    verdicts: { ...belonging(201), admin: [201, 'already_a_member', 'not_found'] },
  },
  'DELETE /api/rooms/:roomId/invitations/:userId': {
    rooms: true,
    ask: ({ roomId, cast }) => ({
      path: `/api/rooms/${roomId}/invitations/${idOf(cast.stranger)}`,
    }),
    verdicts: moderators('not_found'),
  },
  'GET /api/rooms/:roomId/links': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/links` }),
    verdicts: belonging(200),
  },
  'POST /api/rooms/:roomId/links': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/links`, body: { days: 1 } }),
    verdicts: belonging(201),
  },
  'DELETE /api/rooms/:roomId/links/:linkId': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/links/${v7()}` }),
    verdicts: belonging('not_found'),
  },
  'POST /api/rooms/:roomId/links/look': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/links/look`, body: { secret: 'none' } }),
    // Nobody has a link that leads anywhere.
    verdicts: members('not_found', 'not_found', 'not_found'),
  },
}
