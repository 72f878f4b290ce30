import { exactLabel } from '../../state/day.ts'
import { Button } from '../button.tsx'
import { LOCALE } from '../clock.ts'
import './quiet-line.css'

export interface QuietLineProps {
  text: string
  at: number
  /** Shows the message that it is about. */
  onShow?: () => void
}

/** Something that happened to the room rather than was said in it. */
export function QuietLine({ text, at, onShow }: QuietLineProps) {
  return (
    <p class="quiet-line" title={exactLabel(at, LOCALE)} dir="auto">
      {text}
      {onShow && (
        <>
          {' '}
          <Button kind="text" label="Show the message" onClick={onShow}>
            Show
          </Button>
        </>
      )}
    </p>
  )
}
