import { PREVIEW_URL_MAX_UNITS } from '../../protocol/limits.ts'

// What of the internet may be asked for on somebody's word: what anybody could reach, and nothing that
// this machine, its network or its cloud would answer to us alone.

/** Whether an address has the form of a public one. What its name stands for has to be asked all the same. */
export function isPublicUrl(url: URL): boolean {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false
  // Other ports belong to other services, and a password to somebody.
  if (url.port !== '' || url.username !== '' || url.password !== '') return false
  return url.href.length <= PREVIEW_URL_MAX_UNITS && isPublicHost(url.hostname)
}

/** @param hostname as the URL parser spells it: it knows all the ways to write a number */
export function isPublicHost(hostname: string): boolean {
  return isAddress(hostname) ? isPublicAddress(hostname) : isPublicName(hostname)
}

/** Whether a host is a number, which nobody needs to be asked about. */
export function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || octetsOf(hostname) !== undefined
}

/** Whether an address, v4 or v6, is one of the public internet; nonsense is none. */
export function isPublicAddress(address: string): boolean {
  const octets = octetsOf(address)
  if (octets !== undefined) return !isIn(numberOf(octets, 8), 32, SPECIAL_V4)
  const groups = groupsOf(address)
  if (groups === undefined) return false
  const number = numberOf(groups, 16)
  // All others carry an IPv4 address within them, stay within a network, or are nobody's.
  return isIn(number, 128, GLOBAL_V6) && !isIn(number, 128, SPECIAL_V6)
}

/** A host without the dot that may end it: both name the same. */
export function bareHost(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
}

function isPublicName(hostname: string): boolean {
  const labels = bareHost(hostname).toLowerCase().split('.')
  // A single word is a neighbour's.
  if (labels.length < 2 || labels.some(label => label === '' || label.length > 63)) return false
  return labels.every((_, from) => !OURS_ALONE.has(labels.slice(from).join('.')))
}

/**
 * Names, and all below them, that are no part of the public tree (RFC 6761, 6762, 7686, 8375, 9476, ICANN's
 * `internal`), those that networks have made up for themselves, and where clouds tell their machines secrets.
 */
const OURS_ALONE: ReadonlySet<string> = new Set([
  ...['localhost', 'local', 'internal', 'onion', 'alt', 'test', 'example', 'invalid', 'arpa'],
  ...['localdomain', 'lan', 'home', 'corp', 'mail', 'intranet', 'private'],
  ...['metadata.goog', 'instance-data', 'localtest.me', 'lvh.me'],
])

type Block = readonly [number: bigint, prefix: number]

/** IPv4 that is not global unicast (IANA's registry of special-purpose addresses). */
const SPECIAL_V4: readonly Block[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  // Shared by providers; Alibaba's metadata is 100.100.100.200.
  '100.64.0.0/10',
  '127.0.0.0/8',
  // Azure's own, though the number is a public one.
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  // Multicast and what is reserved, up to the broadcast.
  '224.0.0.0/3',
].map(blockOf)

const GLOBAL_V6: readonly Block[] = [blockOf('2000::/3')]

/** What of those is something else. */
const SPECIAL_V6: readonly Block[] = [
  // Teredo, benchmarks, ORCHID.
  '2001::/23',
  '2001:db8::/32',
  // 6to4: an IPv4 address follows.
  '2002::/16',
  '3fff::/20',
].map(blockOf)

function blockOf(text: string): Block {
  const [address = '', prefix] = text.split('/')
  const octets = octetsOf(address)
  const number = octets ? numberOf(octets, 8) : numberOf(groupsOf(address) ?? [], 16)
  return [number, Number(prefix)]
}

function isIn(number: bigint, bits: number, blocks: readonly Block[]): boolean {
  return blocks.some(([start, prefix]) => {
    const rest = BigInt(bits - prefix)
    return number >> rest === start >> rest
  })
}

function numberOf(parts: readonly number[], bits: number): bigint {
  return parts.reduce((sum, part) => (sum << BigInt(bits)) | BigInt(part), 0n)
}

/** The four numbers of an IPv4 address in the one spelling that resolvers and the URL parser give. */
function octetsOf(address: string): number[] | undefined {
  if (!/^(?:(?:0|[1-9]\d{0,2})(?:\.(?!$)|$)){4}$/.test(address)) return undefined
  const octets = address.split('.').map(Number)
  return octets.every(octet => octet <= 255) ? octets : undefined
}

/** The eight groups of an IPv6 address, with its brackets or without. */
function groupsOf(address: string): number[] | undefined {
  const bare = address.replace(/^\[(.*)\]$/, '$1')
  const url = `http://[${bare}]/`
  // The URL parser knows every spelling and gives back the one of RFC 5952.
  if (!/^[0-9a-f:.]+$/i.test(bare) || !URL.canParse(url)) return undefined
  const [left = '', right] = new URL(url).hostname.slice(1, -1).split('::')
  const head = left === '' ? [] : left.split(':')
  const tail = right === undefined || right === '' ? [] : right.split(':')
  const zeros = Array<string>(8 - head.length - tail.length).fill('0')
  return [...head, ...zeros, ...tail].map(group => Number.parseInt(group, 16))
}
