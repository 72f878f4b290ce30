import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Remedy } from './remedy.ts'
import { logFile, ROOT, WORKER_STATE } from './stack/folder.ts'
import type { PartOptions } from './stack/part.ts'
import { freePort } from './stack/ports.ts'
import { run } from './stack/run.ts'
import type { Plan } from './stack/site.ts'
import { WRANGLER, WRANGLER_ENV } from './stack/wrangler.ts'

// npm start: the built page served by Pages' own server, whose Function passes /api to the Worker,
// both in one runtime as in production.

async function serve({ port, ip, workerConfig }: Plan): Promise<PartOptions[]> {
  await buildPage()
  return [
    {
      title: 'The site',
      script: WRANGLER,
      args: [
        ...['pages', 'dev', '--cwd', join(ROOT, 'web')],
        ...['-c', 'wrangler.toml', '-c', workerConfig, '--persist-to', WORKER_STATE],
        ...['--ip', ip, '--port', String(port), '--inspector-port', String(await freePort())],
        '--show-interactive-dev-session=false',
      ],
      env: WRANGLER_ENV,
      log: logFile('site'),
      health: `http://127.0.0.1:${port}/api/health`,
    },
  ]
}

async function buildPage(): Promise<void> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'error']
  await promisify(execFile)(process.execPath, args, { cwd: ROOT }).catch((error: unknown) => {
    throw new Remedy(`The page does not build.\n${String(error)}`)
  })
}

await run({ name: 'npm start', purpose: 'Alcove on this machine, as built for production', serve })
