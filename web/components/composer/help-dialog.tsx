import { useState } from 'preact/hooks'
import { COMMAND_GROUPS, type CommandGroup } from '../../../protocol/slash/command.ts'
import { type CommandName, commandNamed } from '../../../protocol/slash/commands.ts'
import { usageOf } from '../../../protocol/slash/usage.ts'
import { helpFor } from '../../state/commands/help.ts'
import { Dialog } from '../dialog.tsx'
import './help-dialog.css'

export interface HelpDialogProps {
  /** What one may use here. */
  commands: readonly CommandName[]
  /** What to look for at first. */
  q: string
  onChoose(name: CommandName): void
  onClose(): void
}

/** Everything that can be typed here, and what it does. */
export function HelpDialog({ commands, q, onChoose, onClose }: HelpDialogProps) {
  const [sought, setSought] = useState(q)
  const found = helpFor(sought, commands)
  return (
    <Dialog title="Commands" onClose={onClose}>
      <div class="help">
        <input
          class="field-input"
          type="search"
          aria-label="Find a command"
          placeholder="Find a command"
          // Where letters are on the screen, they would cover what is to be read.
          autofocus={matchMedia('(hover: hover)').matches}
          value={sought}
          onInput={event => setSought(event.currentTarget.value)}
        />
        {found.length === 0 && <p class="help-none">No command is about this.</p>}
        {COMMAND_GROUPS.map(group => {
          const names = found.filter(name => commandNamed(name).group === group)
          return (
            names.length > 0 && (
              <section key={group} class="help-group">
                <h3 class="help-title">{TITLES[group]}</h3>
                <ul>
                  {names.map(name => (
                    <li key={name}>
                      <button class="help-command" type="button" onClick={() => onChoose(name)}>
                        <span class="help-usage">{usageOf(name)}</span>
                        <span class="help-text">{commandNamed(name).help}</span>
                        <code class="help-example">{commandNamed(name).example}</code>
                      </button>
                    </li>
                  ))}
                </ul>
              </section>
            )
          )
        })}
        <p class="help-foot">
          One more slash says it as it is: <code>{'//shrug'}</code> is sent as <code>/shrug</code>.
        </p>
      </div>
    </Dialog>
  )
}

const TITLES: Record<CommandGroup, string> = {
  talk: 'Talking',
  rooms: 'Rooms',
  people: 'People',
  moderation: 'Moderation',
  you: 'You',
  page: 'This page',
}
