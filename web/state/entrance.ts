import type { ProblemCode } from '../../protocol/codes.ts'
import type { Deployment, InvitationSeen } from '../../protocol/rest.ts'
import type { DeploymentState } from './deployment.ts'

/** An invitation somebody has come with: what the server says of it, once it has. */
export interface Brought {
  token: string
  seen?:
    | { ok: true; value: InvitationSeen }
    | { ok: false; refusal: { code: ProblemCode | 'unreachable'; message: string } }
}

/** What somebody finds who wants an account. Only a form that can be sent is shown. */
export type Entrance =
  | { kind: 'waiting' }
  | { kind: 'failed'; message: string }
  /** Accounts take an invitation, and there is none, or it is no good any more. */
  | { kind: 'closed'; spent: boolean }
  | { kind: 'open'; rules: Deployment; as: Newcomer }

export type Newcomer =
  | { who: 'first' }
  | { who: 'invited'; by: string; token: string }
  | { who: 'anybody'; spent: boolean }

export function entranceOf(deployment: DeploymentState, brought: Brought | undefined): Entrance {
  if (deployment.phase === 'unknown') return { kind: 'waiting' }
  if (deployment.phase === 'failed') return { kind: 'failed', message: deployment.message }
  const { rules } = deployment
  // The first needs none, and there is nobody yet who could have given one.
  if (rules.registration === 'first') return { kind: 'open', rules, as: { who: 'first' } }
  if (brought === undefined) return without(rules, false)
  const { token, seen } = brought
  if (seen === undefined) return { kind: 'waiting' }
  if (seen.ok)
    return { kind: 'open', rules, as: { who: 'invited', by: seen.value.invitedBy, token } }
  const { code, message } = seen.refusal
  return code === 'invitation_invalid' ? without(rules, true) : { kind: 'failed', message }
}

/** The invitation in the fragment of a link, which no server sees and no log keeps. */
export function invitationIn(fragment: string): string | undefined {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('invitation') || undefined
}

function without(rules: Deployment, spent: boolean): Entrance {
  if (rules.registration === 'invited') return { kind: 'closed', spent }
  return { kind: 'open', rules, as: { who: 'anybody', spent } }
}
