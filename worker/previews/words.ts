import { decoded } from './entities.ts'

/**
 * What a stranger's page says, as one line to be shown among people's messages: entities decoded, white
 * space collapsed, and without what controls a terminal or turns the direction of the text around it.
 * @param max code points
 */
export function words(raw: string, max: number): string {
  const line = decoded(raw.slice(0, RAW_MAX_UNITS))
    .toWellFormed()
    .replaceAll(TURNING, '')
    .replaceAll(BLANK, ' ')
    .trim()
  const points = [...line]
  return points.length <= max
    ? line
    : `${points
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
}

/** UTF-16 units that are looked at: far more than are shown. */
const RAW_MAX_UNITS = 8_192
const TURNING =
  /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu
const BLANK = /[\s\p{Cc}\u2028\u2029]+/gu
