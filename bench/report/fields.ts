/** How a figure is shown. */
export interface Field {
  heading: string
  unit: string
  decimals: number
}

const FIELDS: ReadonlyMap<string, Field> = new Map(
  Object.entries({
    deliveriesPerSecond: { heading: 'deliveries', unit: '/s', decimals: 0 },
    messagesPerSecond: { heading: 'messages', unit: '/s', decimals: 0 },
    framesPerSecond: { heading: 'frames', unit: '/s', decimals: 0 },
    joinsPerSecond: { heading: 'joins', unit: '/s', decimals: 0 },
    deliveryP50Ms: { heading: 'delivery p50', unit: 'ms', decimals: 1 },
    deliveryP95Ms: { heading: 'delivery p95', unit: 'ms', decimals: 1 },
    deliveryP99Ms: { heading: 'delivery p99', unit: 'ms', decimals: 1 },
    deliveryMaxMs: { heading: 'slowest delivery', unit: 'ms', decimals: 1 },
    ackP50Ms: { heading: 'ack p50', unit: 'ms', decimals: 1 },
    ackP95Ms: { heading: 'ack p95', unit: 'ms', decimals: 1 },
    ackP99Ms: { heading: 'ack p99', unit: 'ms', decimals: 1 },
    joinP50Ms: { heading: 'join p50', unit: 'ms', decimals: 1 },
    joinP95Ms: { heading: 'join p95', unit: 'ms', decimals: 1 },
    joinP99Ms: { heading: 'join p99', unit: 'ms', decimals: 1 },
    newestP50Ms: { heading: 'newest page p50', unit: 'ms', decimals: 1 },
    newestP95Ms: { heading: 'newest page p95', unit: 'ms', decimals: 1 },
    middleP50Ms: { heading: 'middle page p50', unit: 'ms', decimals: 1 },
    middleP95Ms: { heading: 'middle page p95', unit: 'ms', decimals: 1 },
    oldestP50Ms: { heading: 'oldest page p50', unit: 'ms', decimals: 1 },
    oldestP95Ms: { heading: 'oldest page p95', unit: 'ms', decimals: 1 },
    postgresRoundTripsPer1000: {
      heading: 'Postgres round trips per 1,000 messages',
      unit: '',
      decimals: 2,
    },
    roomRowsPerMessage: { heading: 'room rows per message', unit: '', decimals: 2 },
    bytesPerDelivery: { heading: 'per delivery', unit: 'bytes', decimals: 0 },
    memoryMB: { heading: 'memory', unit: 'MB', decimals: 0 },
    cpuMs: { heading: 'CPU time', unit: 'ms', decimals: 0 },
    bundleKB: { heading: 'bundle', unit: 'KB', decimals: 0 },
    bundleGzipKB: { heading: 'bundle, gzip', unit: 'KB', decimals: 0 },
    startupCpuMs: { heading: 'startup CPU', unit: 'ms', decimals: 1 },
    ratioToSeedStack: { heading: 'beside Express + Socket.IO', unit: '×', decimals: 1 },
    ratioToNaiveObject: { heading: 'beside bare Durable Object', unit: '×', decimals: 1 },
    deliveryP50ToSeedStack: {
      heading: 'p50 beside Express + Socket.IO',
      unit: '×',
      decimals: 2,
    },
    deliveryP50ToNaiveObject: {
      heading: 'p50 beside bare Durable Object',
      unit: '×',
      decimals: 2,
    },
  }),
)

/** One that nobody has described yet goes by its own name. */
export function fieldOf(name: string): Field {
  return FIELDS.get(name) ?? { heading: name, unit: '', decimals: 2 }
}
