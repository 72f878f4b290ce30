/** What is unique of a room's name: compatibility forms and case do not make another name. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase()
}
