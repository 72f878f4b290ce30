import { endOtherDevices } from '../../../net/devices.ts'
import { endedWords } from '../../../state/settings/elsewhere.ts'
import { Sure } from '../../sure.tsx'

export interface EndOthersProps {
  /** Hears what to say of it. */
  onEnded(words: string): void
  onClose(): void
}

/** Asks once more, then signs out every device but this one. */
export function EndOthers({ onEnded, onClose }: EndOthersProps) {
  return (
    <Sure
      title="Sign out all others?"
      action="Sign out"
      act={endOtherDevices}
      done={({ ended }) => {
        onClose()
        onEnded(endedWords(ended))
      }}
      onClose={onClose}
    >
      Only this device stays signed in. What has not been sent from the others is lost.
    </Sure>
  )
}
