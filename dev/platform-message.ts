import * as z from 'zod'

// What passes between the process of the platform and its parent.

export const optionsSchema = z.object({
  /** Where data is kept; in memory when left out. Redis is always in memory. */
  dataDir: z.string().optional(),
  /** Fixed ports: Postgres' own, and those of the HTTP endpoints; free ones when left out. */
  postgresPort: z.int().optional(),
  neonPort: z.int().optional(),
  upstashPort: z.int().optional(),
  hashingPort: z.int().optional(),
  /** The password of the Redis endpoint; a random one when left out. */
  redisToken: z.string().optional(),
})
export type PlatformOptions = z.infer<typeof optionsSchema>

export const addressesSchema = z.object({
  databaseUrl: z.string(),
  /** Absent for Neon itself, which answers where its host says. */
  databaseHttpUrl: z.string().optional(),
  redisUrl: z.string(),
  redisToken: z.string(),
  hashingUrl: z.string(),
})
export type Addresses = z.infer<typeof addressesSchema>

/** Once, when the platform answers; or the sentence that says why it does not and what to do. */
export const messageSchema = z.union([
  z.object({ ready: addressesSchema }),
  z.object({ remedy: z.string() }),
])
export type Message = z.infer<typeof messageSchema>
