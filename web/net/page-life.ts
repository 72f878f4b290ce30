/** What somebody who keeps a line has to know of the page and of the network. */
export interface PageLife {
  /** The page, or the network, is back. */
  wake(): void
  /** The network is gone, if the browser is right. */
  doubt(): void
  /** The page is out of sight: it may never come back. */
  hide?(): void
}

/** Follows the page until what it returns is called. */
export function followPage({ wake, doubt, hide }: PageLife): () => void {
  const turned = () => {
    if (document.visibilityState === 'visible') wake()
    else hide?.()
  }
  const online = () => {
    if (document.visibilityState === 'visible') wake()
  }
  const left = () => hide?.()
  // A page that comes back out of the browser's memory has lost its sockets, often unheard.
  const thaw = ({ persisted }: PageTransitionEvent) => {
    if (persisted) wake()
  }
  addEventListener('online', online)
  addEventListener('offline', doubt)
  addEventListener('pageshow', thaw)
  addEventListener('pagehide', left)
  document.addEventListener('visibilitychange', turned)
  return () => {
    removeEventListener('online', online)
    removeEventListener('offline', doubt)
    removeEventListener('pageshow', thaw)
    removeEventListener('pagehide', left)
    document.removeEventListener('visibilitychange', turned)
  }
}
