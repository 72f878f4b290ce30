// The REST bodies, one schema each: the Worker validates with them, the OpenAPI document is made
// of them, the web client parses with them.

export * from './rest/account.ts'
export * from './rest/audit.ts'
export * from './rest/auth.ts'
export * from './rest/commands.ts'
export * from './rest/deployment.ts'
export * from './rest/export.ts'
export * from './rest/invitations.ts'
export * from './rest/members.ts'
export * from './rest/messages.ts'
export * from './rest/moderation.ts'
export * from './rest/overview.ts'
export * from './rest/people.ts'
export * from './rest/previews.ts'
export * from './rest/problem.ts'
export * from './rest/rooms.ts'
export * from './rest/security.ts'
