/** The local day of a moment (milliseconds since 1970), as a date field writes it. */
export function dateOf(at: number): string {
  const date = new Date(at)
  const [month, day] = [date.getMonth() + 1, date.getDate()]
  return `${date.getFullYear()}-${twoDigits(month)}-${twoDigits(day)}`
}

/** When a local day of a date field begins, in milliseconds since 1970; undefined when it is none. */
export function momentOf(date: string): number | undefined {
  const [, year, month, day] = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(date) ?? []
  if (year === undefined) return undefined
  const at = new Date(Number(year), Number(month) - 1, Number(day)).getTime()
  return Number.isNaN(at) ? undefined : at
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
