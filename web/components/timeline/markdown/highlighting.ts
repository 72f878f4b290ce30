import { signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Language } from '../../../state/markdown/languages.ts'
import type { CodeToken } from './highlighter.ts'

/** Pixels around the screen within which code is coloured already. */
const AHEAD_PX = 400

type Highlighter = typeof import('./highlighter.ts')
const highlighter = signal<Highlighter | undefined>()
let loading: Promise<void> | undefined

/** Loads it once. Without it code is as readable, and the next one tries again. */
function loadHighlighter(): Promise<void> {
  loading ??= import('./highlighter.ts').then(
    module => {
      highlighter.value = module
    },
    () => {
      loading = undefined
    },
  )
  return loading
}

/** The code in its parts, once it has come near the screen and what takes it apart is here. */
export function useHighlighting(
  place: RefObject<Element | null>,
  language: Language | undefined,
  text: string,
): readonly CodeToken[] | undefined {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    if (language === undefined || isNear || place.current === null) return
    const near = new IntersectionObserver(
      entries => {
        if (!entries.some(entry => entry.isIntersecting)) return
        near.disconnect()
        setNear(true)
        void loadHighlighter()
      },
      { rootMargin: `${AHEAD_PX}px` },
    )
    near.observe(place.current)
    return () => near.disconnect()
  }, [language, isNear])
  const here = highlighter.value
  return useMemo(
    () =>
      isNear && here !== undefined && language !== undefined
        ? here.tokensOf(language, text)
        : undefined,
    [isNear, here, language, text],
  )
}
