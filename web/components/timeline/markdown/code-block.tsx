import { useRef, useState } from 'preact/hooks'
import { languageOf } from '../../../state/markdown/languages.ts'
import { Icon } from '../../icon.tsx'
import { useHighlighting } from './highlighting.ts'
import './code-block.css'

export interface CodeBlockProps {
  /** What was written after the fence. */
  language: string
  text: string
}

export function CodeBlock({ language, text }: CodeBlockProps) {
  const code = useRef<HTMLElement>(null)
  const tokens = useHighlighting(code, languageOf(language), text)
  return (
    <div class={`code-block ${language === '' ? 'code-block-bare' : ''}`}>
      <div class="code-block-head">
        <span>{language}</span>
        <CopyCode text={text} onRefused={() => code.current && choose(code.current)} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre class="code-block-text" dir="ltr" tabIndex={0}>
        <code ref={code}>
          {tokens === undefined
            ? text
            : tokens.map((token, i) =>
                token.kind === undefined ? (
                  token.text
                ) : (
                  <span key={i} class={`code-${token.kind}`}>
                    {token.text}
                  </span>
                ),
              )}
        </code>
      </pre>
    </div>
  )
}

/** How long it says that it has copied. */
const SAID_MS = 2_000

interface CopyCodeProps {
  text: string
  /** Where pages may not write to the clipboard, as on plain HTTP. */
  onRefused(): void
}

function CopyCode({ text, onRefused }: CopyCodeProps) {
  const [isCopied, setCopied] = useState(false)
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      setTimeout(() => setCopied(false), SAID_MS)
    } catch {
      onRefused()
    }
  }
  return (
    <button class="code-block-copy" type="button" title="Copy the code" onClick={() => void copy()}>
      <Icon name={isCopied ? 'check' : 'copy'} size={16} />
      <span class="unseen" role="status">
        {isCopied ? 'Copied' : ''}
      </span>
      <span class="unseen">Copy the code</span>
    </button>
  )
}

/** Chosen, so that the keyboard can copy it. */
function choose(element: Element): void {
  getSelection()?.selectAllChildren(element)
}
