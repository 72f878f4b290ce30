import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon, type IconName } from './icon.tsx'
import './menu.css'

export interface MenuProps {
  /** What it is about, for who cannot see where it stands. */
  label: string
  /** What it was opened from: it stands beside it, where the screen is wide enough. */
  anchor: Element
  onClose(): void
  /** Its items, and what stands above them. */
  children: ComponentChildren
}

/** Pixels kept between a menu and the edges of the page. */
const EDGE_PX = 8

/** A few things to do with something: beside it, or on a small screen at the bottom. */
export function Menu({ label, anchor, onClose, children }: MenuProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const isGone = useRef(false)
  useLayoutEffect(() => {
    const element = dialog.current
    if (element === null) return
    element.showModal()
    place(element, anchor)
    return () => {
      isGone.current = true
      element.close()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      class="menu"
      aria-label={label}
      onClose={() => {
        if (!isGone.current) onClose()
      }}
      onPointerDown={event => {
        if (event.target === event.currentTarget) event.currentTarget.close()
      }}
      onKeyDown={event => {
        const step = STEPS[event.key]
        if (step === undefined || dialog.current === null) return
        event.preventDefault()
        turn(dialog.current, step)
      }}
    >
      <div class="menu-inside">{children}</div>
    </dialog>
  )
}

export interface MenuItemProps {
  icon: IconName
  children: ComponentChildren
  onClick(): void
  danger?: boolean
  /** Where it turns something on or off: whether it is on. */
  pressed?: boolean
}

export function MenuItem({ icon, children, onClick, danger = false, pressed }: MenuItemProps) {
  return (
    <button
      class={`menu-item ${danger ? 'menu-item-danger' : ''}`}
      type="button"
      onClick={onClick}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
    >
      <Icon name={icon} size={18} />
      <span>{children}</span>
    </button>
  )
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 }

function turn(menu: HTMLElement, step: 1 | -1): void {
  const items = [...menu.querySelectorAll<HTMLElement>('.menu-item')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  items[(at + step + items.length) % items.length]?.focus()
}

/** Below what it belongs to, its end at that one's end; above, where there is more room. */
function place(menu: HTMLElement, anchor: Element): void {
  const { top, bottom, right, left } = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = menu
  const fromRight = right - width
  const x = fromRight < EDGE_PX ? left : fromRight
  const below = bottom + 4
  const y = below + height + EDGE_PX > innerHeight ? top - height - 4 : below
  menu.style.setProperty('--x', `${Math.max(EDGE_PX, Math.min(x, innerWidth - width - EDGE_PX))}px`)
  menu.style.setProperty('--y', `${Math.max(EDGE_PX, y)}px`)
}
