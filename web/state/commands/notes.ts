/** What a command was answered with, for whoever typed it alone. */
export interface Note {
  id: number
  /** The command as it was typed. */
  typed: string
  text: string
}

/** Notes that are shown at once. */
export const NOTES_MAX = 3

/** The notes with one more, the oldest gone where there are too many. */
export function withNote(notes: readonly Note[], typed: string, text: string): readonly Note[] {
  const id = (notes.at(-1)?.id ?? 0) + 1
  return [...notes, { id, typed, text }].slice(-NOTES_MAX)
}

export function withoutNote(notes: readonly Note[], id: number): readonly Note[] {
  return notes.filter(note => note.id !== id)
}
