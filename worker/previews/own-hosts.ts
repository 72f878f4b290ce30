import { bareHost } from '../domain/public-address.ts'
import type { Env } from '../env.ts'

/**
 * The hosts of this deployment, as far as it knows them: where its pages come from, and where it was asked.
 * @param asked the address of a request
 */
export function ownHosts({ ALLOWED_ORIGINS }: Env, asked: string): ReadonlySet<string> {
  const hosts = [asked, ...ALLOWED_ORIGINS].flatMap(origin => URL.parse(origin)?.hostname ?? [])
  return new Set(hosts.map(bareHost))
}
