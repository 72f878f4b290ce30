import { signal } from '@preact/signals'

/** Pixels from the end within which a reader counts as reading the newest. */
const NEAR_BOTTOM_PX = 72
/** Pixels from an end of the window at which what is beyond it is asked for. */
const NEAR_EDGE_PX = 900
/** Milliseconds for which a message that was looked for stands out. */
const SHOWN_MS = 2_000

export interface ScrollerOptions {
  onNearTop(): void
  /** The end of a window elsewhere is near. */
  onNearEnd(): void
  /** Whether the window reaches the newest. */
  isAtNewest(): boolean
}

interface Anchor {
  key: string
  seq: number | undefined
  top: number
}

/** Pixels left above what was scrolled to. */
const ABOVE_PX = 72

/**
 * The only one who scrolls the timeline. At the newest it stays at the end; elsewhere the first
 * message in view stays where it is, whatever is added, removed or resized around it.
 */
export class Scroller {
  /** Whether the reader is at the newest message. */
  readonly stuck = signal(true)
  readonly #options: ScrollerOptions
  #box: HTMLElement | undefined
  #anchor: Anchor | undefined

  constructor(options: ScrollerOptions) {
    this.#options = options
  }

  /** The seq of the message that stays where it is, if the reader is not at the newest. */
  get around(): number | undefined {
    return this.stuck.value ? undefined : this.#anchor?.seq
  }

  /** @returns what lets go again. */
  attach(box: HTMLElement, content: HTMLElement): () => void {
    this.#box = box
    const noted = () => this.#note()
    const sizes = new ResizeObserver(() => this.settle())
    box.addEventListener('scroll', noted, { passive: true })
    sizes.observe(box)
    sizes.observe(content)
    this.settle()
    return () => {
      box.removeEventListener('scroll', noted)
      sizes.disconnect()
      this.#box = undefined
    }
  }

  /** After every change of what is shown or of its size. */
  settle(): void {
    const box = this.#box
    if (box === undefined) return
    if (this.stuck.value) box.scrollTop = box.scrollHeight
    else {
      this.#hold(box)
      // The window may have come to the newest while its reader was at the end of it.
      if (this.#isAtEnd(box)) this.stuck.value = true
    }
    this.#askForMore(box)
  }

  toEnd(): void {
    this.stuck.value = true
    this.settle()
  }

  /** Brings something in the timeline to its top, and leaves the end for that. */
  toTop(element: Element): void {
    const box = this.#box
    if (box === undefined) return
    box.scrollTop += topIn(box, element) - ABOVE_PX
    this.#note()
  }

  /** Brings a message to the middle, where it stands out for a moment and has the focus. */
  show(seq: number): void {
    const box = this.#box
    if (box === undefined) return
    this.stuck.value = false
    const element = nearest(box, seq)
    if (element === undefined) return
    const middle = Math.max(0, (box.clientHeight - element.offsetHeight) / 2)
    box.scrollTop += topIn(box, element) - middle
    this.#anchor = anchorAt(box, element)
    element.tabIndex = -1
    // Whoever changes its words goes on doing so.
    if (!element.contains(document.activeElement)) element.focus({ preventScroll: true })
    // Not by a class: those are drawn anew with the message.
    element.dataset.shown = ''
    setTimeout(() => delete element.dataset.shown, SHOWN_MS)
  }

  #note(): void {
    const box = this.#box
    if (box === undefined) return
    this.stuck.value = this.#isAtEnd(box)
    this.#anchor = this.stuck.value ? undefined : firstInView(box)
    this.#askForMore(box)
  }

  #isAtEnd(box: HTMLElement): boolean {
    return this.#options.isAtNewest() && below(box) <= NEAR_BOTTOM_PX
  }

  #hold(box: HTMLElement): void {
    if (this.#anchor === undefined) return
    const element = box.querySelector(`[data-key="${CSS.escape(this.#anchor.key)}"]`)
    if (element === null) return
    const moved = topIn(box, element) - this.#anchor.top
    if (Math.abs(moved) >= 1) box.scrollTop += moved
  }

  #askForMore(box: HTMLElement): void {
    const { onNearTop, onNearEnd, isAtNewest } = this.#options
    if (box.scrollTop < NEAR_EDGE_PX) onNearTop()
    if (!isAtNewest() && below(box) < NEAR_EDGE_PX) onNearEnd()
  }
}

function firstInView(box: HTMLElement): Anchor | undefined {
  for (const element of box.querySelectorAll<HTMLElement>('[data-key]'))
    if (topIn(box, element) + element.offsetHeight > 0) return anchorAt(box, element)
  return undefined
}

function anchorAt(box: HTMLElement, element: HTMLElement): Anchor {
  const { key = '', seq } = element.dataset
  return { key, seq: seq === undefined ? undefined : Number(seq), top: topIn(box, element) }
}

/** Pixels of the content below what is in view. */
function below(box: HTMLElement): number {
  return box.scrollHeight - box.scrollTop - box.clientHeight
}

/** A message, or the last one before it, where it is folded among others. */
function nearest(box: HTMLElement, seq: number): HTMLElement | undefined {
  const messages = [...box.querySelectorAll<HTMLElement>('[data-seq]')]
  return messages.findLast(({ dataset }) => Number(dataset.seq) <= seq) ?? messages[0]
}

function topIn(box: HTMLElement, element: Element): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top
}
