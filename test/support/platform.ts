import type { TestProject } from 'vitest/node'
import { forkPlatform } from '../../dev/platform-child.ts'
import { listenForLeaks } from './leaks.ts'
import { platformEnv } from './servers.ts'
import { variablesFor } from './variables.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The variables of worker/env.ts for a Worker under test. */
    variables: Record<string, string>
    /** Where passwords can be hashed; unless a test says so, its Worker does that itself. */
    hashingUrl: string
  }
}

/** Starts a platform in memory for the tests that talk to Postgres and Redis. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const platform = await forkPlatform({}, platformEnv())
  const leaks = await listenForLeaks()
  project.provide('leaks', leaks.url)
  const { HASHING_URL: _, ...variables } = variablesFor(platform)
  project.provide('variables', variables)
  project.provide('hashingUrl', platform.hashingUrl)
  return async () => {
    await leaks.close()
    await platform.close()
  }
}
