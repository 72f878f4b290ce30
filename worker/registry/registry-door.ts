import type { Bindings } from '../env.ts'
import type { RegistryObject } from './registry-object.ts'

/** The one registry of this deployment. */
export function registryOf(
  bindings: Pick<Bindings, 'REGISTRY'>,
): DurableObjectStub<RegistryObject> {
  return bindings.REGISTRY.get(bindings.REGISTRY.idFromName('registry'))
}
