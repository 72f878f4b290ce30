import { ZodType } from 'zod/v4'

// What the Worker is built with in place of 'zod' (wrangler.toml). The package's own `z` holds all of
// it, the messages of fifty languages too, so that a bundler can leave nothing out; @hono/zod-openapi
// asks for that `z`, and uses one property of it. Our own code takes what it needs by `import * as z`.

export * from 'zod/v4'
export const z = { ZodType }
