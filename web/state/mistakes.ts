import type * as z from 'zod'

/** What is wrong in a form, by field. */
export type Mistakes<Field extends string> = Partial<Record<Field, string>>

/** Which fields the schema refuses, each with its words. */
export function mistakesAgainst<Field extends string>(
  schema: z.ZodType,
  value: unknown,
  words: Record<Field, string>,
): Mistakes<Field> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return {}
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]))
  const mistakes: Mistakes<Field> = {}
  for (const field in words) if (wrong.has(field)) mistakes[field] = words[field]
  return mistakes
}
