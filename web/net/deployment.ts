import { type Deployment, deploymentSchema } from '../../protocol/rest.ts'
import { type Answer, ask } from './api.ts'

/** What this deployment allows and keeps. */
export function loadDeployment(): Promise<Answer<Deployment>> {
  return ask(deploymentSchema, '/api/deployment')
}
