import * as z from 'zod'

/** What the server is started with. */
export const settingsSchema = z.object({
  postgresUrl: z.string(),
  redisUrl: z.string(),
  /** What sessions are signed with. */
  secret: z.string(),
  /** Messages that a socket may send in a window. */
  rateLimit: z.int(),
})
export type Settings = z.infer<typeof settingsSchema>
