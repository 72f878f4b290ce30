import { exactLabel } from '../../state/day.ts'
import { LOCALE } from '../clock.ts'
import './quiet-line.css'

/** Something that happened to the room rather than was said in it. */
export function QuietLine({ text, at }: { text: string; at: number }) {
  return (
    <p class="quiet-line" title={exactLabel(at, LOCALE)} dir="auto">
      {text}
    </p>
  )
}
