import { shareOf } from '../../state/admin/figures.ts'
import './bars.css'

export interface Bar {
  name: string
  value: number
  /** The value as it is read. */
  words: string
}

/** Things beside each other by how much there is of them. */
export function Bars({ label, bars }: { label: string; bars: readonly Bar[] }) {
  const most = Math.max(0, ...bars.map(({ value }) => value))
  return (
    <ul class="bars" aria-label={label}>
      {bars.map(({ name, value, words }) => (
        <li class="bar" key={name}>
          <span class="bar-name">{name}</span>
          <span class="bar-words">{words}</span>
          <span class="bar-track" aria-hidden="true">
            <span class="bar-length" style={{ width: `${shareOf(value, most)}%` }} />
          </span>
        </li>
      ))}
    </ul>
  )
}
