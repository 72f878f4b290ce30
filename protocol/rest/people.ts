import * as z from 'zod'
import { GROUP_PEOPLE_MAX, USERNAME_MAX_CHARS } from '../limits.ts'
import { usernameSchema } from '../names.ts'
import { personSchema } from './rooms.ts'
import { soughtSchema } from './sought.ts'

// Finding people, talking to them, and not talking to them.

/** `q` begins a username or display name, or a word of it. */
export const peopleQuerySchema = z.strictObject({
  q: soughtSchema(USERNAME_MAX_CHARS).trim().min(1),
})

export const peopleSchema = z.object({ people: z.array(personSchema) }).meta({ id: 'People' })

/**
 * With whom to talk: the others, without oneself. One makes a direct conversation, more a group of at most
 * GROUP_PEOPLE_MAX; `conversation_full` says so to whoever names some more.
 */
export const openConversationSchema = z
  .strictObject({
    usernames: z
      .array(usernameSchema)
      .min(1)
      .max(GROUP_PEOPLE_MAX * 2),
  })
  .meta({ id: 'OpenConversation' })

export const blockSchema = z.strictObject({ username: usernameSchema }).meta({ id: 'Block' })

export const blockListSchema = z
  .object({ blocked: z.array(personSchema) })
  .meta({ id: 'BlockList' })
