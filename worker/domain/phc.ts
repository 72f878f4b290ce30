/** scrypt's cost: N = 2^ln rounds over r blocks, p times over (RFC 7914). */
export interface Cost {
  ln: number
  r: number
  p: number
}

/** A password hash with all that is needed to compute it again. */
export interface Phc extends Cost {
  salt: Uint8Array
  hash: Uint8Array
}

/**
 * The strongest of OWASP's choices that the runtime computes: it ends at N·r·p = 2^20
 * (https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt).
 */
export const COST: Cost = { ln: 14, r: 8, p: 5 }

/** Writes `$scrypt$ln=14,r=8,p=5$salt$hash`, salt and hash in base64 without padding. */
export function formatPhc({ ln, r, p, salt, hash }: Phc): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${base64(salt)}$${base64(hash)}`
}

/** Reads such a string. @throws Error when it is another's: the column holds nothing else. */
export function parsePhc(text: string): Phc {
  const [, ln, r, p, salt, hash] = FORMAT.exec(text) ?? []
  if (salt === undefined || hash === undefined) throw new Error('not an scrypt PHC string')
  return { ln: Number(ln), r: Number(r), p: Number(p), salt: bytes(salt), hash: bytes(hash) }
}
const FORMAT = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([\w+/]{16,64})\$([\w+/]{32,128})$/

/** Whether a hash was made at another cost than today's. */
export function isOutdated(phc: Cost): boolean {
  return phc.ln !== COST.ln || phc.r !== COST.r || phc.p !== COST.p
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/=+$/, '')
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), char => char.charCodeAt(0))
}
