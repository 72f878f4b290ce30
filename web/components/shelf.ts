/** Where the page keeps things, if it may: reading the property throws where storage is forbidden. */
export function shelf(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}
