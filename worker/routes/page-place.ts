import { type Place, readNumberedPlace, readPlace } from '../domain/place.ts'
import { Refusal } from '../errors.ts'

/** Where the page before ended, as the client hands it back. @throws Refusal when it is no such place */
export function placeAfter(after: string | undefined): Place | undefined {
  return placeIn(after, readPlace)
}

/** The same of a list whose ids are numbers. */
export function numberedPlaceAfter(after: string | undefined): Place | undefined {
  return placeIn(after, readNumberedPlace)
}

function placeIn(
  after: string | undefined,
  read: (text: string) => Place | undefined,
): Place | undefined {
  if (after === undefined) return undefined
  const place = read(after)
  if (place === undefined)
    throw new Refusal('validation_failed', {
      errors: [{ field: 'after', message: 'not where a page ended' }],
    })
  return place
}
