import { Button } from '../button.tsx'

export interface RemovedMessageProps {
  /** Who removed it, where that is known. */
  remover: string | undefined
  /** Brings it back; undefined where that cannot be done. */
  onUndo: (() => void) | undefined
}

/** In the place of a message that is gone. */
export function RemovedMessage({ remover, onUndo }: RemovedMessageProps) {
  return (
    <>
      <span class="bubble-removed">
        {remover === undefined ? 'Message removed' : `Removed by ${remover}`}
      </span>
      {onUndo && (
        <Button kind="text" label="Undo, bring the message back" onClick={onUndo}>
          Undo
        </Button>
      )}
    </>
  )
}
