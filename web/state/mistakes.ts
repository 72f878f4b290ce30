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

/**
 * What a refusal says of the fields of a form, in their order; empty when it is about none of them, and has to be said
 * of the whole. Servers name what is inside of a field too, as `scopes.0`.
 */
export function mistakesTold<Field extends string>(
  refusal: { code: string; message: string; fields: Readonly<Record<string, string>> },
  names: readonly Field[],
  fieldOf: Readonly<Partial<Record<string, Field>>> = {},
): Mistakes<Field> {
  const meant = fieldOf[refusal.code]
  const told: Mistakes<Field> = {}
  for (const name of names) {
    const about = Object.entries(refusal.fields).find(([path]) => path.split('.')[0] === name)
    const message = name === meant ? refusal.message : about?.[1]
    if (message !== undefined) told[name] = message
  }
  return told
}
