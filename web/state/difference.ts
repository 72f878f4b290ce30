/** Words on both sides beyond which two texts are not compared word by word: it takes their product. */
export const COMPARED_WORDS = 600

/** A piece of two texts: in both, in the earlier alone, or in the later alone. */
export interface Piece {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** What it takes to come from one text to another, word by word. */
export function difference(before: string, after: string): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)]
  if (a.length > COMPARED_WORDS || b.length > COMPARED_WORDS)
    return joined([
      { kind: 'gone', text: before },
      { kind: 'new', text: after },
    ])
  const common = commonLengths(a, b)
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [was, is] = [a[i], b[j]]
    if (was !== undefined && was === is) {
      pieces.push({ kind: 'same', text: was })
      i += 1
      j += 1
    } else if (
      was !== undefined &&
      (is === undefined || at(common, i + 1, j) >= at(common, i, j + 1))
    ) {
      pieces.push({ kind: 'gone', text: was })
      i += 1
    } else {
      pieces.push({ kind: 'new', text: is ?? '' })
      j += 1
    }
  }
  return joined(pieces)
}

function wordsOf(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []
}

/** For each pair of places how many words, in order, the rests from there have in common. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const best =
        a[i] === b[j]
          ? at(rows, i + 1, j + 1) + 1
          : Math.max(at(rows, i + 1, j), at(rows, i, j + 1))
      const row = rows[i]
      if (row !== undefined) row[j] = best
    }
  return rows
}

function at(rows: readonly Uint16Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0
}

/** Pieces of one kind in a row as one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const left: Piece[] = []
  for (const { kind, text } of pieces) {
    const last = left.at(-1)
    if (text === '') continue
    if (last?.kind === kind) last.text += text
    else left.push({ kind, text })
  }
  return left
}
