import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { say } from '../state/toast.ts'

/**
 * A part of the page that is loaded when it is first shown: nothing stands in its place until it is here, and
 * the rest of the page stays.
 * @param load gives a module with the part as its default
 */
export function later<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  let Part: ComponentType<Props> | undefined
  return function Later(props: Props) {
    const [here, setHere] = useState(Part !== undefined)
    useEffect(() => {
      if (Part !== undefined) return
      load().then(
        module => {
          Part = module.default
          setHere(true)
        },
        () => say('This part did not load. Check your connection, or load the page again.'),
      )
    }, [])
    return here && Part !== undefined ? <Part {...props} /> : null
  }
}
