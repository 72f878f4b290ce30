import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

// The object under the same runtime, in the same configuration and with its storage on the same
// kind of disk as Alcove's.

const folder = mkdtempSync(join(tmpdir(), 'alcove-naive-object-'))
const scriptPath = join(folder, 'worker.js')
buildSync({
  entryPoints: [join(import.meta.dirname, 'worker.ts')],
  outfile: scriptPath,
  bundle: true,
  format: 'esm',
  target: 'es2024',
  external: ['cloudflare:workers'],
})

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    host: '127.0.0.1',
    port: 0,
    resourcePersistencePath: join(folder, 'data'),
    workers: [
      {
        name: 'naive-object',
        modules: true,
        scriptPath,
        modulesRoot: folder,
        compatibilityDate: '2026-10-20',
        durableObjects: { ROOMS: { className: 'NaiveRoom', useSQLite: true } },
      },
    ],
  }),
)

process.on('disconnect', async () => {
  await miniflare.dispose()
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})

const { port } = await miniflare.ready
process.send?.({ port: Number(port) })
