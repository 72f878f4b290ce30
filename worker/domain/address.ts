/**
 * What one subscriber of the internet holds, as a key to count by: an IPv4 address, or the /64 of
 * an IPv6 address, which is the least a provider hands out (RFC 6177). An IPv4 address written as
 * IPv6 counts as IPv4. What is no address at all shares one key.
 */
export function addressKey(address: string | undefined): string {
  if (address === undefined) return 'unknown'
  if (isIPv4(address)) return address
  const groups = expand(address)
  if (groups === undefined) return 'unknown'
  const mapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff'
  return mapped ? dotted(groups) : `${groups.slice(0, 4).join(':')}::/64`
}

function isIPv4(address: string): boolean {
  return IPV4.test(address)
}
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/

/** The eight groups of an IPv6 address, without leading zeros. */
function expand(address: string): string[] | undefined {
  // The URL parser knows every spelling of IPv6 and gives back the one of RFC 5952.
  const url = `http://[${address}]/`
  if (!ALPHABET.test(address) || !URL.canParse(url)) return undefined
  const [left = '', right] = new URL(url).hostname.slice(1, -1).split('::')
  const head = left === '' ? [] : left.split(':')
  const tail = right === undefined || right === '' ? [] : right.split(':')
  const zeros = Array<string>(8 - head.length - tail.length).fill('0')
  return [...head, ...zeros, ...tail]
}
const ALPHABET = /^[0-9a-f.]*:[0-9a-f:.]*$/i

function dotted(groups: string[]): string {
  const [high = 0, low = 0] = groups.slice(6).map(group => Number.parseInt(group, 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}
