import { isCommon } from './common-passwords.ts'

/** Characters that have to be left when somebody's own names are taken out. */
const BESIDE_NAMES_MIN = 6
/** Different characters a password has at least. */
const DIFFERENT_MIN = 5
/** Names shorter than this are found in everything. */
const NAME_MIN = 3

/**
 * Whether a guesser would try it early: one that many have, one made of its owner's names, one that
 * hardly varies. There are no rules about kinds of characters, which make passwords no better
 * (NIST SP 800-63B-4 §3.1.1.2, ASVS 5.0 6.2.4–6.2.5).
 * @param names what is known of its owner and of this place
 */
export function isEasilyGuessed(password: string, names: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  const bare = plain.replaceAll(/[^\p{L}\p{N}]/gu, '')
  if (isCommon(plain) || isCommon(bare)) return true
  if (new Set(plain).size < DIFFERENT_MIN) return true
  return isRun(plain) || [...without(bare, names)].length < BESIDE_NAMES_MIN
}

function without(text: string, names: readonly string[]): string {
  return names
    .flatMap(name =>
      name
        .normalize('NFKC')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u),
    )
    .filter(word => [...word].length >= NAME_MIN)
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ''), text)
}

/** Whether each character is the neighbour of the one before, up or down all the way. */
function isRun(text: string): boolean {
  const points = [...text].map(character => character.codePointAt(0) ?? 0)
  const steps = new Set(points.slice(1).map((point, i) => point - (points[i] ?? 0)))
  return steps.size === 1 && (steps.has(1) || steps.has(-1))
}
