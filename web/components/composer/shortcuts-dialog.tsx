import { Dialog } from '../dialog.tsx'
import './shortcuts-dialog.css'

/** Which keys do what. */
export function ShortcutsDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl class="shortcuts">
        {SHORTCUTS.map(([keys, does]) => (
          <div key={does} class="shortcut">
            <dt>
              {keys.map(key => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

const MODIFIER = /Mac|iP(?:hone|ad|od)/.test(navigator.userAgent) ? '⌘' : 'Ctrl'

const SHORTCUTS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['Enter'], 'Send the message'],
  [['Shift', 'Enter'], 'Begin another line'],
  [['↑'], 'In an empty message: change the last one'],
  [['/'], 'Begin a command'],
  [['@'], 'Name a person'],
  [['#'], 'Name a room'],
  [[':'], 'Name an emoji'],
  [[MODIFIER, 'B'], 'Bold'],
  [[MODIFIER, 'I'], 'Italic'],
  [[MODIFIER, 'E'], 'Code'],
  [[MODIFIER, 'K'], 'A link; so does pasting an address over words'],
  [['↑', '↓'], 'Go through suggestions'],
  [['Tab'], 'Put a suggestion in'],
  [['Esc'], 'Close suggestions, or a dialog'],
  [['↑', '↓'], 'Among messages: the one before, or after'],
  [['E'], 'Change the message with the focus'],
  [['R'], 'Reply to it'],
  [['T'], 'Reply in a thread'],
  [['+'], 'React to it'],
  [['Enter'], 'Everything else that can be done with it'],
  [['Alt', '↑'], 'The room before'],
  [['Alt', '↓'], 'The room after'],
]
