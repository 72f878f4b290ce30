import type { SubjectName } from '../subjects/subject.ts'

/** The subjects as people read them. */
export const NAMES: Record<SubjectName, string> = {
  alcove: 'Alcove',
  'seed-stack': 'Express + Socket.IO + Redis + Postgres',
  'naive-object': 'Bare Durable Object',
  ws: 'ws, no validation or storage',
}

/** Where the full names have no room. */
export const SHORT_NAMES: Record<SubjectName, string> = {
  alcove: 'Alcove',
  'seed-stack': 'Express + Socket.IO',
  'naive-object': 'Bare Durable Object',
  ws: 'ws alone',
}
