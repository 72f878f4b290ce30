import { signal } from '@preact/signals'

/** Pixels from the end within which a reader counts as reading the newest. */
const NEAR_BOTTOM_PX = 72
/** Pixels from the top at which older messages are asked for. */
const NEAR_TOP_PX = 900

/** Pixels left above what was scrolled to. */
const ABOVE_PX = 72

/**
 * The only one who scrolls the timeline. At the end it stays at the end; elsewhere the first
 * message in view stays where it is, whatever is added, removed or resized around it.
 */
export class Scroller {
  /** Whether the reader is at the newest message. */
  readonly stuck = signal(true)
  readonly #onNearTop: () => void
  #box: HTMLElement | undefined
  #anchor: { key: string; top: number } | undefined

  constructor(onNearTop: () => void) {
    this.#onNearTop = onNearTop
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
    else this.#hold(box)
    this.#askForOlder(box)
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

  #note(): void {
    const box = this.#box
    if (box === undefined) return
    this.stuck.value = box.scrollHeight - box.scrollTop - box.clientHeight <= NEAR_BOTTOM_PX
    this.#anchor = this.stuck.value ? undefined : this.#firstInView(box)
    this.#askForOlder(box)
  }

  #hold(box: HTMLElement): void {
    if (this.#anchor === undefined) return
    const element = box.querySelector(`[data-key="${CSS.escape(this.#anchor.key)}"]`)
    if (element === null) return
    const moved = topIn(box, element) - this.#anchor.top
    if (Math.abs(moved) >= 1) box.scrollTop += moved
  }

  #firstInView(box: HTMLElement): { key: string; top: number } | undefined {
    for (const element of box.querySelectorAll<HTMLElement>('[data-key]')) {
      const top = topIn(box, element)
      if (top + element.offsetHeight > 0) return { key: element.dataset.key ?? '', top }
    }
    return undefined
  }

  #askForOlder(box: HTMLElement): void {
    if (box.scrollTop < NEAR_TOP_PX) this.#onNearTop()
  }
}

function topIn(box: HTMLElement, element: Element): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top
}
