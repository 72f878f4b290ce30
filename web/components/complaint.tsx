import { Icon } from './icon.tsx'
import './complaint.css'

/** Why a form was refused as a whole; read out as soon as it is there. */
export function Complaint({ text }: { text: string | undefined }) {
  return (
    <div class="complaint-place" role="alert">
      {text !== undefined && (
        <p class="complaint">
          <Icon name="alert" size={18} />
          {text}
        </p>
      )}
    </div>
  )
}
