import * as z from 'zod'

// What a deployment says of itself, to whoever asks and to whoever runs it.

/** Who may make an account: anybody, who holds an invitation, or, while there is none, the first. */
export const registrationSchema = z.enum(['open', 'invited', 'first'])
export type Registration = z.infer<typeof registrationSchema>

/** Whether an account has an e-mail address. Nothing is ever sent there. */
export const emailPolicySchema = z.enum(['off', 'optional', 'required'])
export type EmailPolicy = z.infer<typeof emailPolicySchema>

/** What the pages have to know before anybody is signed in. */
export const deploymentSchema = z
  .object({
    registration: registrationSchema,
    email: emailPolicySchema,
    /** Whose widget the forms show (Cloudflare Turnstile); null when they show none. */
    turnstileSiteKey: z.string().nullable(),
    /** What becomes of the messages of somebody who deletes their account. */
    deletedMessages: z.enum(['keep', 'purge']),
  })
  .meta({ id: 'Deployment' })
export type Deployment = z.infer<typeof deploymentSchema>

/** What a planned restart reached. */
export const restartSchema = z
  .object({ rooms: z.int(), sockets: z.int(), unreached: z.int() })
  .meta({ id: 'Restart' })
export type Restart = z.infer<typeof restartSchema>

export const readySchema = z
  .object({ ready: z.boolean(), postgres: z.boolean(), redis: z.boolean() })
  .meta({ id: 'Ready' })
