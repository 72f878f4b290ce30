import * as z from 'zod'
import { SEND_PER_SECOND, WELCOME_EVENTS } from '../protocol/limits.ts'
import { emailPolicySchema } from '../protocol/rest.ts'
import type { InboxObject } from './inbox/inbox-object.ts'
import type { TallyObject } from './limits/tally-object.ts'
import type { RegistryObject } from './registry/registry-object.ts'
import type { RoomObject } from './room/room-object.ts'

/** What the platform hands over: bindings as they are, variables and secrets as text. */
export interface Bindings {
  ROOMS: DurableObjectNamespace<RoomObject>
  REGISTRY: DurableObjectNamespace<RegistryObject>
  INBOXES: DurableObjectNamespace<InboxObject>
  /** Hashes passwords (worker/hashing); without it the Worker does so itself. */
  HASHING?: Fetcher
  TALLIES: DurableObjectNamespace<TallyObject>
  /** Where sites of others are fetched for previews; without it the Worker does so itself. */
  OUTBOUND?: Pick<Fetcher, 'fetch'>
  [variable: string]: unknown
}

/** As many events as a welcome brings, twice over: the newest are always at hand. */
const WINDOW_MIN_EVENTS = 2 * WELCOME_EVENTS

/** Beyond, it would be no limit any more. */
const SENDS_PER_SECOND_MAX = 10_000

/** Keys that make no sense without each other. */
const TURNSTILE_KEYS = ['TURNSTILE_SITE_KEY', 'TURNSTILE_SECRET_KEY'] as const
/** Ten years: beyond, it would be for ever. */
const AUDIT_DAYS_MAX = 3_653

// Every variable is listed here, with its meaning in docs/operating.md.
const listedSchema = z.object({
  ENVIRONMENT: z.enum(['development', 'preview', 'production']),
  /** postgres://user:password@host/database */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** Where the database answers Neon's HTTP protocol, when it is not where Neon's host says. */
  DATABASE_HTTP_URL: z.url().optional(),
  UPSTASH_REDIS_REST_URL: z.url(),
  UPSTASH_REDIS_REST_TOKEN: z.string().min(1),
  /** HS256: at least as many bytes as the hash (RFC 7518 §3.2). */
  JWT_SECRET: z.string().min(32),
  /** The one before it, while tokens that it signed are still taken. */
  JWT_SECRET_PREVIOUS: z.string().min(32).optional(),
  /** Mixed into every password before hashing; kept apart from the database. */
  PASSWORD_PEPPER: z.string().min(16),
  /** Where passwords are hashed when there is no binding to ask. */
  HASHING_URL: z.url().optional(),
  /** Origins beside the server's own that browsers may come from, comma-separated. */
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform(list =>
      list
        .split(',')
        .map(origin => origin.trim())
        .filter(Boolean),
    ),
  /** Sign-ins and registrations per address in 15 minutes. */
  SIGN_IN_LIMIT: z.coerce.number().int().min(1).default(100),
  /** The same in one minute. */
  SIGN_INS_PER_MINUTE: z.coerce.number().int().min(1).default(100),
  /** Where leaked passwords are looked up, by the first five digits of their SHA-1; nowhere unless set. */
  LEAKED_PASSWORDS_URL: z.url().optional(),
  /** Whether anybody may make an account, or only who was invited. */
  REGISTRATION: z.enum(['open', 'invited']).default('open'),
  /** Whether accounts have an e-mail address. */
  EMAIL: emailPolicySchema.default('optional'),
  /** What becomes of the messages of somebody who deletes their account. */
  DELETED_MESSAGES: z.enum(['keep', 'purge']).default('keep'),
  /** Days that the audit is kept. */
  AUDIT_DAYS: z.coerce.number().int().min(1).max(AUDIT_DAYS_MAX).default(90),
  /** Cloudflare Turnstile, in the forms to register and to sign in: both keys or neither. */
  TURNSTILE_SITE_KEY: z.string().min(1).optional(),
  TURNSTILE_SECRET_KEY: z.string().min(1).optional(),
  /** Who is asked what its widget's answers are worth. */
  TURNSTILE_URL: z.url().default('https://challenges.cloudflare.com/turnstile/v0/siteverify'),
  /** Where names of other sites are looked up before they are fetched: DNS over HTTPS, in JSON. */
  DNS_URL: z.url().default('https://cloudflare-dns.com/dns-query'),
  /** Events a room holds itself; older ones are read from Postgres. */
  LOG_WINDOW_EVENTS: z.coerce.number().int().min(WINDOW_MIN_EVENTS).default(100_000),
  /** Messages that one user may go on sending, over all of their sockets in a room; twice as many at once. */
  SENDS_PER_SECOND: z.coerce
    .number()
    .int()
    .min(1)
    .max(SENDS_PER_SECOND_MAX)
    .default(SEND_PER_SECOND),
  /** Opens the operator's routes to whoever brings it; without it there are none. */
  OPERATOR_TOKEN: z.string().min(24).optional(),
})

const variablesSchema = listedSchema.superRefine((variables, { addIssue }) => {
  const missing = TURNSTILE_KEYS.filter(key => variables[key] === undefined)
  // The form would ask for what nobody checks, or nobody could give what is checked.
  if (missing.length === 1) addIssue({ code: 'custom', path: missing, message: 'both or neither' })
})
export type Env = z.infer<typeof variablesSchema> &
  Pick<Bindings, 'ROOMS' | 'INBOXES' | 'REGISTRY' | 'TALLIES' | 'HASHING' | 'OUTBOUND'>

/**
 * Parses the environment, once per isolate.
 * @throws Error naming the variables at fault, never their values.
 */
export function parseEnv(bindings: Bindings): Env {
  const known = parsed.get(bindings)
  if (known !== undefined) return known
  const result = variablesSchema.safeParse(bindings)
  if (!result.success) {
    const names = result.error.issues.map(issue => `${issue.path.join('.')} (${issue.code})`)
    throw new Error(`The environment is incomplete: ${names.join(', ')}`)
  }
  const { ROOMS, INBOXES, REGISTRY, TALLIES, HASHING, OUTBOUND } = bindings
  const elsewhere = { ...(HASHING && { HASHING }), ...(OUTBOUND && { OUTBOUND }) }
  const env = { ...result.data, ROOMS, INBOXES, REGISTRY, TALLIES, ...elsewhere }
  parsed.set(bindings, env)
  return env
}
const parsed = new WeakMap<Bindings, Env>()
