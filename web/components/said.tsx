import { Icon } from './icon.tsx'
import './said.css'

/** That something is done; read out without taking the focus. */
export function Said({ text }: { text: string | undefined }) {
  return (
    <p class="said" role="status">
      {text !== undefined && (
        <>
          <Icon name="check" size={18} />
          {text}
        </>
      )}
    </p>
  )
}
