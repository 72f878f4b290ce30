import { useEffect, useState } from 'preact/hooks'

/** What stands behind the # of the address, also when another link is opened over this page. */
export function useFragment(): string {
  const [fragment, setFragment] = useState(location.hash)
  useEffect(() => {
    const changed = () => setFragment(location.hash)
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  return fragment
}
