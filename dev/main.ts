import { join } from 'node:path'
import { logFile, ROOT, WORKER_STATE } from './stack/folder.ts'
import type { PartOptions } from './stack/part.ts'
import { freePort } from './stack/ports.ts'
import { run } from './stack/run.ts'
import type { Plan } from './stack/site.ts'
import { WRANGLER, WRANGLER_ENV } from './stack/wrangler.ts'

// npm run dev: the Worker and the page from their sources, each change served at once.

async function serve({ port, ip, workerConfig }: Plan): Promise<PartOptions[]> {
  const workerPort = await freePort()
  const worker = `http://127.0.0.1:${workerPort}`
  return [
    {
      title: 'The Worker',
      script: WRANGLER,
      args: [
        'dev',
        ...['--config', workerConfig, '--persist-to', WORKER_STATE],
        ...['--ip', '127.0.0.1', '--port', String(workerPort)],
        ...['--inspector-port', String(await freePort()), '--show-interactive-dev-session=false'],
      ],
      env: WRANGLER_ENV,
      log: logFile('worker'),
      health: `${worker}/api/health`,
      cron: `${worker}/cdn-cgi/handler/scheduled`,
    },
    {
      title: 'The page',
      script: join(ROOT, 'node_modules/vite/bin/vite.js'),
      args: [
        ...['--config', 'web/vite.config.ts', '--clearScreen', 'false'],
        ...['--host', ip, '--port', String(port), '--strictPort'],
      ],
      env: { ALCOVE_API: worker },
      log: logFile('page'),
      health: `http://127.0.0.1:${port}/`,
    },
  ]
}

await run({ name: 'npm run dev', purpose: 'Alcove on this machine, from its sources', serve })
