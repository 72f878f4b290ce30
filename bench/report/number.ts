/** A number for people: 2.31M, 86,412, 4.2. */
export function readable(value: number, decimals: number): string {
  if (value >= 1e6) return `${grouped(value / 1e6, 2)}M`
  return grouped(value, value >= 1e3 ? 0 : decimals)
}

function grouped(value: number, decimals: number): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
}

export function withUnit(number: string, unit: string): string {
  return unit === '' || unit === '×' ? `${number}${unit}` : `${number} ${unit}`
}
