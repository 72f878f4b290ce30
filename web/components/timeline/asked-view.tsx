import { later } from '../later.tsx'
import type { Asked, Hands } from './hands.ts'

const ReactionPicker = later(() => import('./reactions/reaction-picker.tsx'))
const ReactorsDialog = later(() => import('./reactions/reactors-dialog.tsx'))
const EditsDialog = later(() => import('./editor/edits-dialog.tsx'))

export interface AskedViewProps {
  asked: Asked
  hands: Hands
  onClose(): void
}

/** What is shown over the timeline about one message; loaded when it is first asked for. */
export function AskedView({ asked, hands, onClose }: AskedViewProps) {
  const { line, who } = hands
  const { message } = asked
  switch (asked.kind) {
    case 'picker':
      return (
        <ReactionPicker
          anchor={asked.anchor}
          onPick={emoji => {
            onClose()
            hands.react(message, emoji)
          }}
          onClose={onClose}
        />
      )
    case 'reactors':
      return (
        <ReactorsDialog
          line={line}
          me={who.me}
          message={message}
          emoji={asked.emoji}
          onClose={onClose}
        />
      )
    case 'edits':
      return <EditsDialog line={line} message={message} onClose={onClose} />
    default:
      return asked satisfies never
  }
}
