/** Bytes of an image that say what it is. */
export const SIGNATURE_BYTES = 12

/** The kinds that are shown, by how they begin. Never SVG, which is a page with scripts. */
const SIGNATURES: Readonly<Record<string, (start: string) => boolean>> = {
  'image/png': start => start.startsWith('\x89PNG\r\n\x1a\n'),
  'image/jpeg': start => start.startsWith('\xff\xd8\xff'),
  'image/gif': start => start.startsWith('GIF87a') || start.startsWith('GIF89a'),
  'image/webp': start => start.startsWith('RIFF') && start.startsWith('WEBP', 8),
  'image/avif': start => start.startsWith('ftypavif', 4) || start.startsWith('ftypavis', 4),
}
export const IMAGE_KINDS = Object.keys(SIGNATURES)

/** What the first bytes of an image say that it is, whatever its sender calls it. */
export function imageKind(first: Uint8Array): string | undefined {
  const start = Buffer.from(first.subarray(0, SIGNATURE_BYTES)).toString('latin1')
  return IMAGE_KINDS.find(kind => SIGNATURES[kind]?.(start))
}
