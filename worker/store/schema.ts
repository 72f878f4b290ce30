// The durable, queryable record. Accounts, sessions and files are written here directly; rooms,
// members, messages and receipts arrive through each room's outbox.

export * from './schema/accounts.ts'
export * from './schema/audit.ts'
export * from './schema/command-uses.ts'
export * from './schema/guards.ts'
export * from './schema/personal.ts'
export * from './schema/reports.ts'
export * from './schema/rooms.ts'
