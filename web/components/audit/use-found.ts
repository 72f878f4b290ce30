import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer } from '../../net/api.ts'

/** Milliseconds without another letter after which what was typed is looked for. */
const PAUSE_MS = 200

/** What is found of what somebody types; undefined until there is an answer to it. */
export function useFound<T>(
  q: string,
  find: (q: string) => Promise<Answer<readonly T[]>>,
): readonly T[] | undefined {
  const [found, setFound] = useState<readonly T[]>()
  const asked = useRef(0)
  useEffect(() => {
    asked.current += 1
    const mine = asked.current
    setFound(undefined)
    if (q.trim() === '') return
    const look = async () => {
      const answer = await find(q.trim())
      if (asked.current === mine) setFound(answer.ok ? answer.value : [])
    }
    const timer = setTimeout(() => void look(), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [q])
  return found
}
