import type { Seat, Subject } from '../../bench/subjects/subject.ts'

/** The seats of two people in one room. */
export async function pair(subject: Subject): Promise<[Seat, Seat]> {
  const [first, second] = await subject.seats(1, 2)
  if (first === undefined || second === undefined) throw new Error('there are not two seats')
  return [first, second]
}
