import { signal } from '@preact/signals'
import type { Deployment } from '../../protocol/rest.ts'

/** What this deployment asks of people, as far as the page knows. */
export type DeploymentState =
  | { phase: 'unknown' }
  | { phase: 'known'; rules: Deployment }
  | { phase: 'failed'; message: string }

export const deployment = signal<DeploymentState>({ phase: 'unknown' })
