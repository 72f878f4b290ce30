import { byRole, members, type Row } from './row.ts'

const HIDDEN = ['not_found', 'not_found'] as const

/** What is typed instead of a message. */
export const COMMANDS: Record<string, Row> = {
  'POST /api/rooms/:roomId/commands': {
    rooms: true,
    ask: ({ roomId }) => ({ path: `/api/rooms/${roomId}/commands`, body: { text: '/who' } }),
    verdicts: byRole({
      outsider: ['not_a_member', ...HIDDEN],
      member: [200, ...HIDDEN],
      moderator: [200, ...HIDDEN],
      owner: [200, ...HIDDEN],
      admin: [200, 200, 'not_found'],
    }),
  },
  'POST /api/commands/:name/used': {
    ask: ({ target }) => ({
      path: `/api/commands/${target === 'own' ? 'theme' : 'nothing'}/used`,
    }),
    verdicts: members(204, 'not_found'),
  },
}
