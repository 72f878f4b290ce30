import { parseArgs } from 'node:util'
import { Remedy } from '../remedy.ts'

export interface Options {
  /** Absent when the person leaves the choice to us. */
  port?: number
  reset: boolean
  seed: boolean
  host: boolean
}

export const DEFAULT_PORT = 5173

const KNOWN = '--port N, --reset, --seed, --host and --help'

export function usage(command: string, purpose: string): string {
  return `${command} — ${purpose}

  --port N   the port to open in the browser (${DEFAULT_PORT}, or the next free one)
  --reset    start clean: forget the local accounts, rooms and messages
  --seed     fill in a few people and rooms to try things with
  --host     let other devices on this network in, a phone for example
  --help     this text

Options follow a double dash: ${command} -- --port 8080

Environment: DATABASE_URL (with DATABASE_HTTP_URL) and UPSTASH_REDIS_REST_URL (with
UPSTASH_REDIS_REST_TOKEN) take the place of the local Postgres and Redis; POSTGRES_URL and
REDIS_URL name ordinary servers to use instead. Data and logs are in .alcove/, or in the folder
that ALCOVE_FOLDER names.`
}

/** @returns undefined when help was asked for. @throws Remedy for what is not an option. */
export function parseOptions(args: readonly string[]): Options | undefined {
  const { port, help, ...flags } = parse(args)
  if (help) return undefined
  return port === undefined ? flags : { ...flags, port: parsePort(port) }
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        reset: { type: 'boolean', default: false },
        seed: { type: 'boolean', default: false },
        host: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    return values
  } catch (error) {
    throw new Remedy(explain(error, args))
  }
}

function explain(error: unknown, args: readonly string[]): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
    return '--port wants a number (as in --port 8080) and the other options want nothing.'
  const unknown = args.find(arg => !/^(--(port|reset|seed|host|help)|-h)(=|$)/.test(arg))
  return `${unknown ?? 'That'} is not an option: there are ${KNOWN}.`
}

function parsePort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new Remedy(`${text} is not a port: --port wants a number from 1 to 65535.`)
}
