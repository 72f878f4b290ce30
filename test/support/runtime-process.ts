import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import * as z from 'zod'

// A process of its own for the runtime, so that a test can kill it as a crash would: the built
// Worker under workerd, its objects on disk. It ends when its parent does.

const settings = z
  .object({
    script: z.string(),
    port: z.int(),
    /** Where the runtime's inspector listens, for a profile. */
    inspectorPort: z.int().optional(),
    data: z.string(),
    variables: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(process.env.RUNTIME ?? '{}'))

process.on('disconnect', () => process.exit())

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    host: '127.0.0.1',
    port: settings.port,
    ...(settings.inspectorPort !== undefined && { inspectorPort: settings.inspectorPort }),
    resourcePersistencePath: settings.data,
    workers: [
      {
        name: 'alcove',
        modules: true,
        scriptPath: settings.script,
        compatibilityDate: '2026-10-20',
        compatibilityFlags: ['nodejs_compat'],
        durableObjects: {
          ROOMS: { className: 'RoomObject', useSQLite: true },
          REGISTRY: { className: 'RegistryObject', useSQLite: true },
          INBOXES: { className: 'InboxObject', useSQLite: true },
          TALLIES: { className: 'TallyObject', useSQLite: true },
        },
        bindings: settings.variables,
      },
    ],
  }),
)
await miniflare.ready
process.on('message', async () => {
  // The one message there is: the minute is over.
  const worker = await miniflare.getWorker()
  await worker.scheduled({ cron: '* * * * *' })
  process.send?.('swept')
})
process.send?.('ready')
