import { deploymentSchema } from '../../protocol/rest.ts'
import { deployment } from '../state/deployment.ts'
import { ask } from './api.ts'

/** Asks what the forms have to know. What was known stays until there is an answer. */
export async function findDeployment(): Promise<void> {
  if (deployment.value.phase === 'failed') deployment.value = { phase: 'unknown' }
  const answer = await ask(deploymentSchema, '/api/deployment')
  if (answer.ok) deployment.value = { phase: 'known', rules: answer.value }
  else if (deployment.value.phase !== 'known')
    deployment.value = { phase: 'failed', message: answer.refusal.message }
}
