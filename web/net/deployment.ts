import { type Deployment, deploymentSchema } from '../../protocol/rest.ts'
import { deployment } from '../state/deployment.ts'
import { type Answer, ask } from './api.ts'

/** Asks what the forms have to know. What was known stays until there is an answer. */
export async function findDeployment(): Promise<void> {
  if (deployment.value.phase === 'failed') deployment.value = { phase: 'unknown' }
  const answer = await loadDeployment()
  if (answer.ok) deployment.value = { phase: 'known', rules: answer.value }
  else if (deployment.value.phase !== 'known')
    deployment.value = { phase: 'failed', message: answer.refusal.message }
}

/** What this deployment allows and keeps. */
export function loadDeployment(): Promise<Answer<Deployment>> {
  return ask(deploymentSchema, '/api/deployment')
}
