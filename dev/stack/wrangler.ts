import { join } from 'node:path'
import { FOLDER, ROOT } from './folder.ts'

/** The command line itself: its launcher would be one more process to end. */
export const WRANGLER = join(ROOT, 'node_modules/wrangler/wrangler-dist/cli.js')

/** No network, no telemetry, and a registry of its own, so that two checkouts do not meet. */
export const WRANGLER_ENV = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_REGISTRY_PATH: join(FOLDER, 'registry'),
  WRANGLER_LOG_PATH: join(FOLDER, 'logs/wrangler'),
}
