import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

// The page may load from its own origin alone, and no deployment is to allow more than it uses. Those
// whose forms show Cloudflare's check for robots say so when they are built.

const CHALLENGES = 'https://challenges.cloudflare.com'

/**
 * The headers of a deployment with the check
 * (https://developers.cloudflare.com/turnstile/reference/content-security-policy/). Its script is a
 * guest in the page and may need Trusted Types policies under names that only Cloudflare knows.
 * @param headers those without, as in public/_headers
 * @throws Error when there is nothing to add it to
 */
export function withTurnstile(headers: string): string {
  return CHANGES.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`no ${from} in the headers`)
    return text.replace(from, to)
  }, headers)
}
const CHANGES = [
  ["script-src 'self'", `script-src 'self' ${CHALLENGES}; frame-src ${CHALLENGES}`],
  ["; trusted-types 'none'", ''],
] as const

/** Writes them over those that Vite has copied. */
export function turnstileHeaders(): Plugin {
  let folder = ''
  return {
    name: 'alcove:turnstile-headers',
    apply: 'build',
    configResolved({ root, build }) {
      folder = join(root, build.outDir)
    },
    closeBundle() {
      const file = join(folder, '_headers')
      writeFileSync(file, withTurnstile(readFileSync(file, 'utf8')))
    },
  }
}
