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
    busyBytesPerDelivery: { heading: 'per delivery among many', unit: 'bytes', decimals: 0 },
    busyMessagesPerFrame: { heading: 'messages per frame among many', unit: '', decimals: 1 },
    bytesPerArrival: { heading: 'per arrival', unit: 'bytes', decimals: 0 },
    messagesPerFrame: { heading: 'messages per frame', unit: '', decimals: 1 },
    serverCpuUsPerDelivery: { heading: 'server CPU per delivery', unit: 'µs', decimals: 2 },
    generatorLagP99Ms: { heading: 'generator late p99', unit: 'ms', decimals: 1 },
    caughtUpP50Ms: { heading: 'caught up p50', unit: 'ms', decimals: 1 },
    caughtUpP95Ms: { heading: 'caught up p95', unit: 'ms', decimals: 1 },
    caughtUpP99Ms: { heading: 'caught up p99', unit: 'ms', decimals: 1 },
    caughtUpMaxMs: { heading: 'last one caught up', unit: 'ms', decimals: 1 },
    joinMaxMs: { heading: 'slowest join', unit: 'ms', decimals: 1 },
    aloneP50Ms: { heading: 'delivery p50 alone', unit: 'ms', decimals: 1 },
    aloneP99Ms: { heading: 'delivery p99 alone', unit: 'ms', decimals: 1 },
    deliveryP99ToAlone: { heading: 'p99 beside alone', unit: '×', decimals: 2 },
    signInP50Ms: { heading: 'sign-in p50', unit: 'ms', decimals: 0 },
    signInP99Ms: { heading: 'sign-in p99', unit: 'ms', decimals: 0 },
    signedIn: { heading: 'signed in', unit: '', decimals: 0 },
    toldToComeBack: { heading: 'told to come back', unit: '', decimals: 0 },
    alarmsPer1000: { heading: 'alarms per 1,000 messages', unit: '', decimals: 2 },
    memoryPerSocketKB: { heading: 'memory per socket', unit: 'KB', decimals: 1 },
    runtimeStartMs: { heading: 'runtime up', unit: 'ms', decimals: 0 },
    firstWelcomeMs: { heading: 'first welcome', unit: 'ms', decimals: 1 },
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
