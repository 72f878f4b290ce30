import { useEffect } from 'preact/hooks'

/** The page's name in the tab, in history and in bookmarks. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? 'Alcove' : `${title} · Alcove`
  }, [title])
}
