/** Does `work` for all, so many at a time. @returns the answers in the order of `all` */
export async function inGroups<T, R>(
  all: readonly T[],
  size: number,
  work: (one: T) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = []
  for (let start = 0; start < all.length; start += size)
    answers.push(...(await Promise.all(all.slice(start, start + size).map(work))))
  return answers
}
