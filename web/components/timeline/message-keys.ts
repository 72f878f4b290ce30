import type { Bubble } from '../../state/rows.ts'
import type { Hands } from './hands.ts'

/** A key, while a message itself has the focus and shows it: a letter typed after a mere click is no command. */
export function pressed(event: KeyboardEvent, bubble: Bubble, by: string, hands: Hands): void {
  const { currentTarget, target, key } = event
  if (!(currentTarget instanceof HTMLElement) || target !== currentTarget) return
  if (event.ctrlKey || event.metaKey || event.altKey || !currentTarget.matches(':focus-visible'))
    return
  const act = actOf(key, bubble, by, hands, currentTarget)
  if (act === undefined) return
  event.preventDefault()
  act()
}

function actOf(
  key: string,
  bubble: Bubble,
  by: string,
  hands: Hands,
  anchor: HTMLElement,
): (() => void) | undefined {
  const { message } = bubble
  if (message === undefined || message.body === '') return undefined
  const { who, thread } = hands
  const beside = anchor.querySelector('.message-more') ?? anchor
  switch (key.toLowerCase()) {
    case 'e':
      return hands.mayEdit(bubble, by) ? () => hands.edit(message.seq) : undefined
    case 'r':
      return who.may('messages.send') ? () => hands.reply(message) : undefined
    case 't':
      return who.may('messages.send') && thread !== undefined
        ? () => thread(message.seq)
        : undefined
    case '+':
      return who.may('messages.react')
        ? () => hands.ask({ kind: 'picker', message, anchor: beside })
        : undefined
    case 'enter':
      return () => hands.open(bubble, by, beside)
    default:
      return undefined
  }
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 }

/** The arrows lead from message to message, beginning with the newest in view; Escape leads back to writing. */
export function wandered(event: KeyboardEvent, box: HTMLElement | null): void {
  if (box === null || !(event.target instanceof HTMLElement)) return
  const { target, key } = event
  const isMessage = target.classList.contains('message')
  if (!isMessage && target !== box) return
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  if (key === 'Escape') document.getElementById('composer')?.focus()
  const step = STEPS[key]
  if (step === undefined) return
  const messages = [...box.querySelectorAll<HTMLElement>('.message')]
  const to = isMessage ? messages[messages.indexOf(target) + step] : lastInView(messages, box)
  event.preventDefault()
  to?.focus()
}

function lastInView(messages: readonly HTMLElement[], box: HTMLElement): HTMLElement | undefined {
  const { bottom } = box.getBoundingClientRect()
  return messages.findLast(message => message.getBoundingClientRect().top < bottom)
}
