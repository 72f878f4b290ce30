import { WAY_BACK_KEY, wayBackOf } from '../state/way-back.ts'

// In the tab's own storage, so that a page of settings that was loaded again still knows.

export function keepWayBack(path: string): void {
  try {
    sessionStorage.setItem(WAY_BACK_KEY, path)
  } catch {
    // Storage may be forbidden; the way back is then to the rooms.
  }
}

export function wayBack(): string {
  try {
    return wayBackOf(sessionStorage.getItem(WAY_BACK_KEY))
  } catch {
    return wayBackOf(null)
  }
}
