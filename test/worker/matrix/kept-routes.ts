import { v7 } from 'uuid'
import { idOf } from './cast.ts'
import { belonging, moderators, admins as roomAdmins } from './room-routes.ts'
import { admins, members, type Row } from './row.ts'

// The table's part on what Postgres keeps beside the rooms: people, preferences, reports, the audit.

const HIDDEN = ['not_found', 'not_found'] as const

export const KEPT: Record<string, Row> = {
  'GET /api/rooms/directory': {
    ask: () => ({ path: '/api/rooms/directory' }),
    verdicts: members(200),
  },
  'GET /api/people': { ask: () => ({ path: '/api/people?q=a' }), verdicts: members(200) },
  // Before anybody blocks the stranger.
  'POST /api/conversations': {
    ask: ({ cast }) => ({
      path: '/api/conversations',
      body: { usernames: [cast.stranger.session.account.username] },
    }),
    verdicts: members(200),
  },
  'GET /api/blocks': { ask: () => ({ path: '/api/blocks' }), verdicts: members(200) },
  'POST /api/blocks': {
    ask: ({ cast }) => ({
      path: '/api/blocks',
      body: { username: cast.stranger.session.account.username },
    }),
    verdicts: members(204),
  },
  'DELETE /api/blocks/:userId': {
    ask: ({ cast, target }) => ({
      path: `/api/blocks/${target === 'nonexistent' ? v7() : idOf(cast.stranger)}`,
    }),
    verdicts: members(204, 204, 204),
  },
  'PATCH /api/rooms/:roomId/preferences': {
    rooms: true,
    ask: ({ roomId }) => ({
      path: `/api/rooms/${roomId}/preferences`,
      body: { favourite: true },
    }),
    // Nobody keeps anything of a room that they do not belong to, admin or not.
    verdicts: { ...belonging(200), admin: ['not_a_member', ...HIDDEN] },
  },
  // There is nothing to report yet, which only those learn who may read.
  'POST /api/rooms/:roomId/reports': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/reports`, body: { seq: 1 } }),
    verdicts: belonging('not_found'),
  },
  'GET /api/rooms/:roomId/reports': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/reports` }),
    verdicts: moderators(200),
  },
  'PATCH /api/rooms/:roomId/reports/:reportId': {
    rooms: true,
    ask: ({ roomId }) => ({
      path: `/api/rooms/${roomId}/reports/${v7()}`,
      body: { state: 'acted' },
    }),
    verdicts: moderators('not_found'),
  },
  'GET /api/rooms/:roomId/audit': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/audit` }),
    verdicts: roomAdmins(200),
  },
  'GET /api/rooms/:roomId/audit/export': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/audit/export` }),
    verdicts: roomAdmins(200),
  },
  'GET /api/admin/overview': {
    ask: () => ({ path: '/api/admin/overview' }),
    verdicts: admins(200),
  },
  'GET /api/admin/rooms': { ask: () => ({ path: '/api/admin/rooms' }), verdicts: admins(200) },
  'GET /api/admin/reports': { ask: () => ({ path: '/api/admin/reports' }), verdicts: admins(200) },
  'GET /api/admin/audit': { ask: () => ({ path: '/api/admin/audit' }), verdicts: admins(200) },
  'GET /api/admin/audit/export': {
    ask: () => ({ path: '/api/admin/audit/export?since=253402300799998' }),
    verdicts: admins(200),
  },
}
