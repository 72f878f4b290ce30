import type { CommandName } from '../../../protocol/slash/commands.ts'
import type { Trouble } from '../../state/commands/trouble.ts'
import { Button } from '../button.tsx'
import './command-trouble.css'

export interface CommandTroubleProps {
  /** What the text area names as what describes it. */
  id: string
  trouble: Trouble | undefined
  /** Whether what is offered shows how the command is written. */
  isUsageShown: boolean
  /** Another command in the place of the one that is not there. */
  onRename(name: CommandName): void
  /** The text as a message after all. */
  onSay(): void
}

/** Why a command did nothing, under the text that is still there. */
export function CommandTrouble(props: CommandTroubleProps) {
  const { id, trouble, isUsageShown, onRename, onSay } = props
  return (
    <div class="command-trouble" id={id} role="alert">
      {trouble !== undefined && (
        <>
          <span class="command-trouble-text" dir="auto">
            {trouble.message}
          </span>
          {trouble.usage !== undefined && !isUsageShown && (
            <code class="command-trouble-usage">{trouble.usage}</code>
          )}
          {trouble.nearest !== undefined && trouble.nearest.length > 0 && <span>Did you mean</span>}
          {trouble.nearest?.map(name => (
            <Button
              key={name}
              kind="text"
              label={`/${name}: use this instead`}
              onClick={() => onRename(name)}
            >
              /{name}
            </Button>
          ))}
          {trouble.isSayable && (
            <Button kind="text" onClick={onSay}>
              Send as a message
            </Button>
          )}
        </>
      )}
    </div>
  )
}
