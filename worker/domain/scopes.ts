import type { Scope } from '../../protocol/rest.ts'
import type { Identity } from './identity.ts'

/**
 * Whether somebody may do what takes this scope. A person in a session may do everything; a program what
 * its token names, and nothing that takes no scope at all.
 */
export function mayWith({ scopes }: Pick<Identity, 'scopes'>, scope: Scope | undefined): boolean {
  return scopes === undefined || (scope !== undefined && scopes.includes(scope))
}
