import type { Hono } from 'hono'
import { Refusal } from '../errors.ts'
import type { Served } from '../parts.ts'

/** Answers 405 where a path exists and the method does not. Call after every route is mounted. */
export function refuseMethods(app: Hono<Served>): void {
  const exact = app.routes.filter(route => route.method !== 'ALL')
  for (const [path, routes] of Map.groupBy(exact, route => route.path)) {
    const allow = [...new Set(routes.map(route => route.method))].sort().join(', ')
    app.all(path, () => {
      throw new Refusal('method_not_allowed', { headers: { allow } })
    })
  }
}
