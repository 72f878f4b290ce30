import { username } from '../support/visitor.ts'
import { idOf } from './cast.ts'
import { COMMANDS } from './command-routes.ts'
import { KEPT } from './kept-routes.ts'
import { ROOMS } from './room-routes.ts'
import { admins, everybody, members, type Row } from './row.ts'
import { accessToken, device, double, invitation, passkey, somebody } from './things.ts'

// The table: every route of the Worker, and what everybody is told there.

const PASSWORD = 'correct horse battery'
const NOBODYS_TOKEN = 'a'.repeat(43)

/** The routes before one is signed in, and those that are for everybody. */
const OPEN: Record<string, Row> = {
  'GET /api/health': { ask: () => ({ path: '/api/health' }), verdicts: everybody(200) },
  'GET /api/ready': { ask: () => ({ path: '/api/ready' }), verdicts: everybody(200) },
  'GET /api/deployment': { ask: () => ({ path: '/api/deployment' }), verdicts: everybody(200) },
  // What is behind an address that we did not write is nobody's to ask for.
  'GET /api/previews/image': {
    ask: () => ({
      path: `/api/previews/image?url=https%3A%2F%2Fexample.org%2F&until=1&proof=${NOBODYS_TOKEN}`,
    }),
    verdicts: everybody('not_found'),
  },
  'GET /api/openapi.json': { ask: () => ({ path: '/api/openapi.json' }), verdicts: everybody(200) },
  'POST /api/auth/register': {
    isPublic: true,
    // Whoever is signed in already is so no longer.
    ask: async cell => ({
      path: '/api/auth/register',
      body: { username: username('new'), password: 'a window over the harbour' },
      ...(await double(cell)),
    }),
    verdicts: everybody(201),
  },
  'POST /api/auth/login': {
    isPublic: true,
    ask: async cell => ({
      path: '/api/auth/login',
      body: { username: cell.cast.stranger.session.account.username, password: PASSWORD },
      ...(await double(cell)),
    }),
    verdicts: everybody(200),
  },
  'POST /api/auth/invitation': {
    isPublic: true,
    ask: () => ({ path: '/api/auth/invitation', body: { token: NOBODYS_TOKEN } }),
    verdicts: everybody('invitation_invalid'),
  },
  'POST /api/auth/reset': {
    isPublic: true,
    ask: () => ({
      path: '/api/auth/reset',
      body: { token: NOBODYS_TOKEN, password: 'a window over the harbour' },
    }),
    verdicts: everybody('challenge_expired'),
  },
  'POST /api/auth/second-factor': {
    isPublic: true,
    ask: () => ({
      path: '/api/auth/second-factor',
      body: { token: NOBODYS_TOKEN, code: '123456' },
    }),
    verdicts: everybody('challenge_expired'),
  },
  'POST /api/auth/passkey/options': {
    isPublic: true,
    ask: () => ({ path: '/api/auth/passkey/options', body: {} }),
    verdicts: everybody(200),
  },
  'POST /api/auth/passkey': {
    isPublic: true,
    ask: () => ({ path: '/api/auth/passkey', body: { token: NOBODYS_TOKEN, response: {} } }),
    verdicts: everybody('challenge_expired'),
  },
}

/** What is one's own alone: whoever is signed in has it, and nobody else's. */
const PERSONAL: Record<string, Row> = {
  'POST /api/auth/refresh': {
    ask: () => ({ path: '/api/auth/refresh' }),
    verdicts: members(200),
  },
  'POST /api/auth/logout': {
    ask: async cell => ({ path: '/api/auth/logout', ...(await double(cell)) }),
    // Whose session has ended may say so again.
    verdicts: { ...members(204), deleted: [204] },
  },
  'GET /api/auth/me': { ask: () => ({ path: '/api/auth/me' }), verdicts: members(200) },
  'GET /api/account': { ask: () => ({ path: '/api/account' }), verdicts: members(200) },
  'PATCH /api/account': {
    ask: () => ({ path: '/api/account', body: { about: 'Here for the tide.' } }),
    verdicts: members(200),
  },
  'DELETE /api/account': {
    ask: async cell => ({ path: '/api/account', ...(await double(cell)) }),
    verdicts: members(204),
  },
  'PUT /api/account/email': {
    ask: () => ({ path: '/api/account/email', body: { email: null } }),
    verdicts: members(200),
  },
  'POST /api/account/password': {
    ask: () => ({
      path: '/api/account/password',
      body: { current: 'not that', next: 'a window over the harbour' },
    }),
    verdicts: members('wrong_password'),
  },
  'POST /api/account/confirm': {
    ask: () => ({ path: '/api/account/confirm', body: { password: PASSWORD } }),
    verdicts: members(200),
  },
  'GET /api/account/security': {
    ask: () => ({ path: '/api/account/security' }),
    verdicts: members(200),
  },
  'GET /api/account/activity': {
    ask: () => ({ path: '/api/account/activity' }),
    verdicts: members(200),
  },
  'GET /api/account/export': {
    ask: () => ({ path: '/api/account/export' }),
    verdicts: members(200),
  },
  'POST /api/account/totp': {
    ask: () => ({ path: '/api/account/totp' }),
    verdicts: members(200),
  },
  'POST /api/account/totp/confirm': {
    ask: () => ({ path: '/api/account/totp/confirm', body: { code: 'none' } }),
    verdicts: members('wrong_code'),
  },
  'DELETE /api/account/totp': {
    ask: () => ({ path: '/api/account/totp' }),
    verdicts: members(204),
  },
  'POST /api/account/recovery-codes': {
    // There are such codes beside a factor, and none without.
    ask: async cell => {
      if (cell.person !== undefined) await passkey(cell)
      return { path: '/api/account/recovery-codes' }
    },
    verdicts: members(200),
  },
  'GET /api/account/passkeys': {
    ask: () => ({ path: '/api/account/passkeys' }),
    verdicts: members(200),
  },
  'POST /api/account/passkeys/options': {
    ask: () => ({ path: '/api/account/passkeys/options' }),
    verdicts: members(200),
  },
  'POST /api/account/passkeys': {
    ask: () => ({
      path: '/api/account/passkeys',
      body: { token: NOBODYS_TOKEN, name: 'A key', response: {} },
    }),
    verdicts: members('challenge_expired'),
  },
  'PATCH /api/account/passkeys/:passkeyId': {
    ask: async cell => ({
      path: `/api/account/passkeys/${await passkey(cell)}`,
      body: { name: 'The blue one' },
    }),
    verdicts: members(200, 'not_found', 'not_found'),
  },
  'DELETE /api/account/passkeys/:passkeyId': {
    ask: async cell => ({ path: `/api/account/passkeys/${await passkey(cell)}` }),
    verdicts: members(204, 'not_found', 'not_found'),
  },
  'GET /api/account/tokens': {
    ask: () => ({ path: '/api/account/tokens' }),
    verdicts: members(200),
  },
  'POST /api/account/tokens': {
    ask: () => ({
      path: '/api/account/tokens',
      body: { name: 'A bot', scopes: ['rooms:read'], days: 1 },
    }),
    verdicts: members(201),
  },
  'DELETE /api/account/tokens/:tokenId': {
    ask: async cell => ({ path: `/api/account/tokens/${await accessToken(cell)}` }),
    verdicts: members(204, 'not_found', 'not_found'),
  },
  'GET /api/devices': { ask: () => ({ path: '/api/devices' }), verdicts: members(200) },
  'DELETE /api/devices': { ask: () => ({ path: '/api/devices' }), verdicts: members(200) },
  'DELETE /api/devices/:sessionId': {
    ask: async cell => ({ path: `/api/devices/${await device(cell)}` }),
    verdicts: members(204, 'not_found', 'not_found'),
  },
  'POST /api/tickets': {
    ask: () => ({ path: '/api/tickets', body: { roomId: crypto.randomUUID() } }),
    verdicts: members(201),
  },
  'GET /api/inbox/socket': {
    // Without an upgrade; whose inbox it is says nobody but the sign-in.
    ask: () => ({ path: '/api/inbox/socket' }),
    verdicts: everybody('upgrade_required'),
  },
}

/** What is for whoever runs the deployment. */
const DEPLOYMENT: Record<string, Row> = {
  'GET /api/invitations': { ask: () => ({ path: '/api/invitations' }), verdicts: admins(200) },
  'POST /api/invitations': {
    ask: () => ({ path: '/api/invitations', body: {} }),
    verdicts: admins(201),
  },
  'DELETE /api/invitations/:invitationId': {
    ask: async cell => ({ path: `/api/invitations/${await invitation(cell)}` }),
    verdicts: admins(204, 204, 'not_found'),
  },
  'GET /api/accounts': { ask: () => ({ path: '/api/accounts' }), verdicts: admins(200) },
  'PATCH /api/accounts/:accountId': {
    ask: ({ target, cast, person }) => ({
      path: `/api/accounts/${
        target === 'nonexistent'
          ? crypto.randomUUID()
          : idOf(target === 'own' && person !== undefined ? person : cast.stranger)
      }`,
      body: { role: target === 'own' ? 'admin' : 'member' },
    }),
    verdicts: admins(200, 200, 'not_found'),
  },
  'POST /api/accounts/:accountId/reset': {
    ask: ({ target, cast }) => ({
      path: `/api/accounts/${target === 'nonexistent' ? crypto.randomUUID() : idOf(cast.stranger)}/reset`,
    }),
    verdicts: admins(201, 201, 'not_found'),
  },
  'DELETE /api/accounts/:accountId/devices': {
    ask: async cell => ({
      path: `/api/accounts/${cell.target === 'nonexistent' ? crypto.randomUUID() : idOf(await somebody())}/devices`,
    }),
    verdicts: admins(200, 200, 'not_found'),
  },
  'POST /api/operator/reset': {
    isPublic: true,
    ask: () => ({ path: '/api/operator/reset', body: { username: 'ada' } }),
    verdicts: everybody('not_found'),
  },
  'POST /api/operator/restart': {
    isPublic: true,
    ask: () => ({ path: '/api/operator/restart' }),
    verdicts: everybody('not_found'),
  },
  'GET /api/metrics': { ask: () => ({ path: '/api/metrics' }), verdicts: everybody('not_found') },
}

/** By method and path, as the router has them. */
export const ROUTES: Readonly<Record<string, Row>> = {
  ...OPEN,
  ...PERSONAL,
  ...DEPLOYMENT,
  ...ROOMS,
  ...KEPT,
  ...COMMANDS,
}
