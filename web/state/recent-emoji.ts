import type { Shelf } from './draft.ts'

/** Emoji whose use is remembered; beyond, the least used is forgotten. */
export const RECENT_MAX = 32
/** What is offered to who has used none yet. */
const BEGINNING = ['👍', '❤️', '😂', '🎉', '👀', '🙏']

/** An emoji, and how often somebody has used it; the last used comes first. */
export interface Use {
  emoji: string
  count: number
}

export function withUse(uses: readonly Use[], emoji: string): Use[] {
  const count = (uses.find(use => use.emoji === emoji)?.count ?? 0) + 1
  const kept = uses.filter(use => use.emoji !== emoji)
  if (kept.length >= RECENT_MAX) kept.splice(leastUsed(kept), 1)
  return [{ emoji, count }, ...kept]
}

/** The most used, then what most people begin with. */
export function favourites(uses: readonly Use[], count: number): string[] {
  const most = [...uses].sort((a, b) => b.count - a.count).map(({ emoji }) => emoji)
  return [...new Set([...most, ...BEGINNING])].slice(0, count)
}

/** Of the least used the one that was used longest ago. */
function leastUsed(uses: readonly Use[]): number {
  const least = Math.min(...uses.map(({ count }) => count))
  return uses.findLastIndex(({ count }) => count === least)
}

const KEY = 'alcove:emoji'

export function readUses(shelf: Shelf | undefined): Use[] {
  try {
    const stored: unknown = JSON.parse(shelf?.getItem(KEY) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isUse).slice(0, RECENT_MAX) : []
  } catch {
    return []
  }
}

export function keepUses(shelf: Shelf | undefined, uses: readonly Use[]): void {
  try {
    shelf?.setItem(KEY, JSON.stringify(uses))
  } catch {}
}

function isUse(use: unknown): use is Use {
  if (typeof use !== 'object' || use === null) return false
  const { emoji, count } = use as Partial<Use>
  return typeof emoji === 'string' && typeof count === 'number'
}
