import { OpenAPIHono } from '@hono/zod-openapi'
import { answerError, problemResponse } from './errors.ts'
import { accessLog } from './middleware/access-log.ts'
import { bodySize, jsonOnly } from './middleware/body.ts'
import { crossOrigin } from './middleware/cross-origin.ts'
import { originCheck } from './middleware/origin.ts'
import { requestId } from './middleware/request-id.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { refuseInvalid } from './middleware/validation.ts'
import type { Served } from './parts.ts'
import { account } from './routes/account.ts'
import { accounts } from './routes/accounts.ts'
import { activity } from './routes/activity.ts'
import { audit } from './routes/audit.ts'
import { auth } from './routes/auth.ts'
import { blocks } from './routes/blocks.ts'
import { commands, roomCommands } from './routes/commands.ts'
import { conversations } from './routes/conversations.ts'
import { deletion } from './routes/deletion.ts'
import { deployment } from './routes/deployment.ts'
import { devices } from './routes/devices.ts'
import { directory } from './routes/directory.ts'
import { exporting } from './routes/export.ts'
import { health } from './routes/health.ts'
import { inboxSocket } from './routes/inbox-socket.ts'
import { invitation } from './routes/invitation.ts'
import { invitations } from './routes/invitations.ts'
import { messageAmendments } from './routes/message-amendments.ts'
import { refuseMethods } from './routes/methods.ts'
import { openapi } from './routes/openapi.ts'
import { operator } from './routes/operator.ts'
import { overview } from './routes/overview.ts'
import { passkeys } from './routes/passkeys.ts'
import { passwordReset } from './routes/password-reset.ts'
import { people } from './routes/people.ts'
import { preferences } from './routes/preferences.ts'
import { previewImage } from './routes/preview-image.ts'
import { profile } from './routes/profile.ts'
import { reportQueue } from './routes/report-queue.ts'
import { room } from './routes/room.ts'
import { roomAdmissions } from './routes/room-admissions.ts'
import { roomAudit } from './routes/room-audit.ts'
import { roomMembers } from './routes/room-members.ts'
import { roomMessages } from './routes/room-messages.ts'
import { roomPreviews } from './routes/room-previews.ts'
import { roomReaders } from './routes/room-readers.ts'
import { roomReports } from './routes/room-reports.ts'
import { roomScheduled } from './routes/room-scheduled.ts'
import { roomSocket } from './routes/room-socket.ts'
import { roomThreads } from './routes/room-threads.ts'
import { rooms } from './routes/rooms.ts'
import { secondFactor } from './routes/second-factor.ts'
import { security } from './routes/security.ts'
import { tickets } from './routes/tickets.ts'
import { tokens } from './routes/tokens.ts'
import { totp } from './routes/totp.ts'

/** The whole of the HTTP side: middleware in its order, the routes, the boundary for errors. */
export function buildApp(): OpenAPIHono<Served> {
  const app = new OpenAPIHono<Served>({ defaultHook: refuseInvalid })
  // Named first, so that every later answer and log line carries the name; headers and the log
  // before anything that refuses; the origin before anything that reads.
  app.use(requestId, accessLog, securityHeaders, originCheck, crossOrigin, bodySize, jsonOnly)
  app.route('/api', health)
  app.route('/api/deployment', deployment)
  app.route('/api/auth', auth)
  app.route('/api/auth', invitation)
  app.route('/api/account', account)
  app.route('/api/accounts', accounts)
  app.route('/api/invitations', invitations)
  app.route('/api/account/tokens', tokens)
  app.route('/api/account', profile)
  app.route('/api/account', exporting)
  app.route('/api', passwordReset)
  app.route('/api/auth', secondFactor)
  app.route('/api/account', security)
  app.route('/api/account/totp', totp)
  app.route('/api/account/passkeys', passkeys)
  app.route('/api/account', activity)
  app.route('/api/account', deletion)
  app.route('/api/devices', devices)
  app.route('/api/people', people)
  app.route('/api/blocks', blocks)
  app.route('/api/conversations', conversations)
  app.route('/api/rooms', rooms)
  // Before any room: this is none.
  app.route('/api/rooms', directory)
  app.route('/api/tickets', tickets)
  app.route('/api/rooms/:roomId', room)
  app.route('/api/rooms/:roomId', roomMembers)
  app.route('/api/rooms/:roomId', roomAdmissions)
  app.route('/api/rooms/:roomId', roomMessages)
  app.route('/api/rooms/:roomId', messageAmendments)
  app.route('/api/rooms/:roomId', roomThreads)
  app.route('/api/rooms/:roomId', roomScheduled)
  app.route('/api/rooms/:roomId', roomPreviews)
  app.route('/api', previewImage)
  app.route('/api/rooms/:roomId', roomReaders)
  app.route('/api/rooms/:roomId', roomReports)
  app.route('/api/rooms/:roomId', roomAudit)
  app.route('/api/rooms/:roomId', preferences)
  app.route('/api/rooms/:roomId', roomCommands)
  app.route('/api/rooms/:roomId', roomSocket)
  app.route('/api/inbox', inboxSocket)
  app.route('/api/commands', commands)
  app.route('/api/admin', overview)
  app.route('/api/admin', reportQueue)
  app.route('/api/admin', audit)
  app.route('/api', operator)
  app.route('/api', openapi(app))
  refuseMethods(app)
  app.notFound(c => problemResponse('not_found', {}, c.get('requestId')))
  app.onError(answerError)
  return app
}
