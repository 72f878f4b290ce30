import type { SubjectName } from '../../subjects/subject.ts'
import { alcove } from './alcove.ts'
import type { Dialect } from './dialect.ts'
import { naiveObject } from './naive-object.ts'
import { seedStack } from './seed-stack.ts'
import { ws } from './ws.ts'

export const dialects: Record<SubjectName, Dialect> = {
  alcove,
  'seed-stack': seedStack,
  'naive-object': naiveObject,
  ws,
}
