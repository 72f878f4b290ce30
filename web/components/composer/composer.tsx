import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { PendingSend } from '../../../protocol/client/pending.ts'
import type { MessageStyle } from '../../../protocol/events.ts'
import type { Call, CommandName } from '../../../protocol/slash/commands.ts'
import type { Completion, World } from '../../../protocol/slash/complete.ts'
import { read } from '../../../protocol/slash/read.ts'
import { type Intent, intentOf } from '../../state/commands/intent.ts'
import { renamedTo, type Trouble } from '../../state/commands/trouble.ts'
import { bodyOf, roomLeft, verdictOn } from '../../state/composing.ts'
import { questionFor, vainCallIn } from '../../state/writing/audience.ts'
import { isInCode } from '../../state/writing/caret-word.ts'
import { nextItem } from '../../state/writing/list-line.ts'
import {
  type Change,
  linkedBy,
  marked as markedUp,
  markFor,
  type Stretch,
} from '../../state/writing/marks.ts'
import type { Nameable } from '../../state/writing/offers.ts'
import { Icon } from '../icon.tsx'
import { applyChange } from './apply-change.ts'
import { CallDialog } from './call-dialog.tsx'
import { CandidateList, candidateId } from './candidate-list.tsx'
import { CommandTrouble } from './command-trouble.tsx'
import { ComposerNote } from './composer-note.tsx'
import { EmojiPlace } from './emoji-place.tsx'
import { LaterPlace } from './later-place.tsx'
import { SendButtons } from './send-buttons.tsx'
import { UsageLine } from './usage-line.tsx'
import { useCompletion } from './use-completion.ts'
import './composer.css'

export interface ComposerProps {
  /** What its text area is found by. */
  id?: string
  /** Whether the keyboard is there from the beginning, where there is one. */
  autofocus?: boolean
  text: Signal<string>
  pending: readonly PendingSend[]
  placeholder: string
  /** What commands can be about. */
  world: World
  /** What can be named in a message. */
  nameable: Nameable
  above: ComponentChildren
  onType(text: string): void
  /** @returns whether it was taken; otherwise the text stays */
  onSay(body: string, style?: MessageStyle): boolean
  /** Says it later. @returns why it does not wait for that, if it does not; then the text stays */
  onLater(at: number, body: string, style?: MessageStyle): Promise<Trouble | undefined>
  /** A command has become a message. */
  onSaid(name: CommandName): void
  /** Does what a command says. @returns why it did nothing, if it did not; then the text stays */
  onCommand(call: Call, typed: string): Promise<Trouble | undefined>
  /** Up, where nothing is typed. */
  onUp(): void
  /** Escape, where there are no suggestions to close. */
  onEscape(): void
  /** People are wanted who may not be known. */
  onLook(wanted: Completion['people']): void
}

/** Without a mouse there is no Shift at hand: Enter breaks the line and the button sends. */
const TOUCH = matchMedia('(hover: none) and (pointer: coarse)')

/** Where a message is written, or a command. It takes text whatever the connection does. */
export function Composer(props: ComposerProps) {
  const { text, pending, placeholder, world, nameable, above } = props
  const { onType, onSay, onLater, onSaid, onCommand, onLook } = props
  // There may be two of these on a page.
  const id = useId()
  const ids = { list: `${id}-list`, trouble: `${id}-trouble`, note: `${id}-note` }
  const area = useRef<HTMLTextAreaElement>(null)
  const [refused, setRefused] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  const [busy, setBusy] = useState(false)
  const [asked, ask] = useState<{ question: string; go(): void }>()
  const [waiting, setWaiting] = useState<Element>()
  const [picking, pick] = useState<Element>()
  const typed = text.value
  const body = bodyOf(typed)
  const intent = useMemo(() => intentOf(read(body, world.commands)), [body, world.commands])
  const verdict = intent.kind === 'say' ? verdictOn(intent.body, pending) : 'ok'
  const isDone = intent.kind !== 'stop'
  const list = useCompletion({ area, text: typed, world, nameable, isDone, onType })
  const { completion, marked } = list
  const wanted = completion?.people
  useGrowth(area, typed)
  useEffect(() => {
    if (props.autofocus !== false && !TOUCH.matches) area.current?.focus()
  }, [])
  useEffect(() => onLook(wanted), [wanted?.among, wanted?.q])

  function write(next: string) {
    setRefused(false)
    setTrouble(undefined)
    onType(next)
  }

  function say(what: string, style?: MessageStyle): boolean {
    const isTaken = verdictOn(what, pending) === 'ok' && onSay(what, style)
    if (isTaken) write('')
    else setRefused(true)
    return isTaken
  }

  async function command(call: Call) {
    await settle(() => onCommand(call, body))
  }

  /** Does what the server has a say in; the text stays until it is done. */
  async function settle(act: () => Promise<Trouble | undefined>) {
    setTrouble(undefined)
    setBusy(true)
    const met = await act()
    setBusy(false)
    setTrouble(met)
    // What was written meanwhile is not what was done.
    if (met === undefined && text.value === typed) onType('')
  }

  function send() {
    area.current?.focus()
    if (busy) return
    if (intent.kind === 'stop') setTrouble(intent.trouble)
    else if (intent.kind === 'do') void command(intent.call)
    else if (verdict !== 'ok') setRefused(verdict !== 'empty')
    else confirmed(intent.body, () => speak(intent))
  }

  function speak({ body: what, style, call }: Extract<Intent, { kind: 'say' }>) {
    if (say(what, style) && call !== undefined) onSaid(call.name)
  }

  /** Goes on at once, unless it would call many. */
  function confirmed(what: string, go: () => void) {
    const question = questionFor(what, nameable.callable)
    if (question === undefined) go()
    else ask({ question, go })
  }

  async function wait(at: number) {
    if (intent.kind !== 'say') return
    await settle(() => onLater(at, intent.body, intent.style))
  }

  function rename(name: CommandName) {
    write(renamedTo(typed, name))
    area.current?.focus()
  }

  return (
    <>
      <form
        class="composer"
        onSubmit={event => {
          event.preventDefault()
          send()
        }}
      >
        {above}
        <div class="composer-place">
          {completion !== undefined && hasSomething(completion) && (
            <div class="composer-above">
              {completion.candidates.length > 0 && (
                <CandidateList
                  id={ids.list}
                  candidates={completion.candidates}
                  marked={marked}
                  onTake={list.take}
                />
              )}
              {completion.usage !== undefined && <UsageLine {...completion.usage} />}
            </div>
          )}
          <div class="composer-field">
            <textarea
              ref={area}
              class="composer-area"
              id={props.id ?? 'composer'}
              rows={1}
              dir="auto"
              aria-label={placeholder}
              aria-describedby={`${ids.note} ${ids.trouble}`}
              aria-autocomplete="list"
              aria-haspopup="listbox"
              {...listed(ids.list, completion, marked)}
              placeholder={placeholder}
              enterkeyhint={TOUCH.matches ? 'enter' : 'send'}
              value={typed}
              onInput={event => {
                list.follow()
                write(event.currentTarget.value)
              }}
              onKeyDown={event => {
                if (isComposing(event)) return
                const isForList = list.press(event)
                const change = isForList ? undefined : changeBy(event)
                if (change !== undefined) {
                  event.preventDefault()
                  applyChange(event.currentTarget, change)
                  return
                }
                if (isForList) {
                  event.preventDefault()
                  return
                }
                if (event.key === 'Escape') props.onEscape()
                const isUp = isPlainUp(event) && typed === ''
                if (!isUp && !sends(event)) return
                event.preventDefault()
                if (isUp) props.onUp()
                else send()
              }}
              onPaste={event => {
                const { currentTarget, clipboardData } = event
                const pasted = clipboardData?.getData('text/plain') ?? ''
                const change = linkedBy(pasted, currentTarget.value, stretchOf(currentTarget))
                if (change === undefined || isInCode(currentTarget.value, change.from)) return
                event.preventDefault()
                applyChange(currentTarget, change)
              }}
              onKeyUp={list.follow}
              onPointerUp={list.follow}
              onFocus={() => {
                list.focus(true)
                list.follow()
              }}
              onBlur={() => list.focus(false)}
            />
            <button
              class="composer-tool"
              type="button"
              aria-label="Emoji"
              title="Emoji"
              aria-haspopup="dialog"
              onClick={({ currentTarget }) => pick(currentTarget)}
            >
              <Icon name="smile" size={20} />
            </button>
            <SendButtons
              isReady={verdict === 'ok'}
              busy={busy}
              mayWait={intent.kind === 'say' && verdict === 'ok' && !busy}
              onLater={setWaiting}
            />
          </div>
        </div>
        <span class="unseen" role="status">
          {announced(completion)}
        </span>
        <CommandTrouble
          id={ids.trouble}
          trouble={trouble}
          isUsageShown={completion?.usage !== undefined}
          onRename={rename}
          onSay={() => say(body)}
        />
        <ComposerNote
          id={ids.note}
          left={roomLeft(body)}
          refused={refused ? verdict : undefined}
          hint={intent.kind === 'say' ? vainCallIn(intent.body, nameable.callable) : undefined}
        />
      </form>
      <EmojiPlace anchor={picking} area={area} onClose={() => pick(undefined)} />
      {waiting !== undefined && (
        <LaterPlace
          anchor={waiting}
          onClose={() => setWaiting(undefined)}
          onChoose={at => {
            setWaiting(undefined)
            confirmed(body, () => void wait(at))
          }}
        />
      )}
      {asked !== undefined && (
        <CallDialog
          question={asked.question}
          onClose={() => ask(undefined)}
          onGo={() => {
            ask(undefined)
            asked.go()
          }}
        />
      )}
    </>
  )
}

function hasSomething({ candidates, usage }: Completion): boolean {
  return candidates.length > 0 || usage !== undefined
}

/** What tells of the list while the keyboard stays in the text. */
function listed(list: string, completion: Completion | undefined, marked: number | undefined) {
  if (completion === undefined || completion.candidates.length === 0) return {}
  return {
    'aria-controls': list,
    ...(marked !== undefined && { 'aria-activedescendant': candidateId(list, marked) }),
  }
}

function announced(completion: Completion | undefined): string {
  const count = completion?.candidates.length ?? 0
  return count === 0 ? '' : `${count} ${count === 1 ? 'suggestion' : 'suggestions'}`
}

/** While an input method composes, keys are its own; 229 is how older browsers say so. */
function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

function isPlainUp(event: KeyboardEvent): boolean {
  return (
    event.key === 'ArrowUp' && !(event.shiftKey || event.altKey || event.ctrlKey || event.metaKey)
  )
}

/** What a key changes of the text by itself: marks, and lists that go on. */
function changeBy(
  event: KeyboardEvent & { readonly currentTarget: HTMLTextAreaElement },
): Change | undefined {
  const { value: text } = event.currentTarget
  const stretch = stretchOf(event.currentTarget)
  const mark = markFor(event)
  if (mark !== undefined) return markedUp(text, stretch, mark)
  const isPlain = event.key === 'Enter' && !event.altKey && !event.ctrlKey && !event.metaKey
  if (!isPlain || sends(event) || stretch.from !== stretch.to) return undefined
  return isInCode(text, stretch.from) ? undefined : nextItem(text, stretch.from)
}

function stretchOf({ selectionStart, selectionEnd }: HTMLTextAreaElement): Stretch {
  return { from: selectionStart, to: selectionEnd }
}

function sends(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.altKey && !TOUCH.matches
}

/** Browsers without field-sizing need their text area made as high as its text. */
function useGrowth(area: { readonly current: HTMLTextAreaElement | null }, text: string) {
  useLayoutEffect(() => {
    const element = area.current
    if (element === null || CSS.supports('field-sizing', 'content')) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [text])
}
