import { useRef, useState } from 'preact/hooks'
import { Button } from './button.tsx'
import { Said } from './said.tsx'
import './copy-text.css'

export interface CopyTextProps {
  /** What it is, for who cannot see where it stands. */
  label: string
  text: string
  /** How it is shown, when that is not what is copied. */
  shown?: string
}

/** A text that is to be taken elsewhere. */
export function CopyText({ label, text, shown = text }: CopyTextProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [said, setSaid] = useState<string>()
  return (
    <div class="copy-text">
      <textarea
        class="copy-text-field"
        ref={field}
        aria-label={label}
        rows={1}
        readOnly
        value={shown}
        onFocus={event => event.currentTarget.select()}
      />
      <CopyButton text={text} onCopied={setSaid} onRefused={() => field.current?.focus()} />
      <Said text={said} />
    </div>
  )
}

export interface CopyButtonProps {
  text: string
  onCopied(said: string): void
  /** Where pages may not write to the clipboard, as on plain HTTP. */
  onRefused?: () => void
}

export function CopyButton({ text, onCopied, onRefused }: CopyButtonProps) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      onCopied('Copied')
    } catch {
      onRefused?.()
      onCopied('Copy it from here')
    }
  }
  return <Button onClick={() => void copy()}>Copy</Button>
}
