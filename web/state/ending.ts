import { CLOSE } from '../../protocol/codes.ts'

/** Why a room has ended the line for good, and what there is to do about it. */
export interface Ending {
  title: string
  text: string
  remedy: 'sign-in' | 'rooms' | 'reload'
}

type FinalClose = (typeof CLOSE)['unauthenticated' | 'forbidden' | 'noSuchRoom' | 'version']

const ENDINGS: Record<FinalClose, Ending> = {
  [CLOSE.unauthenticated]: {
    title: 'You have been signed out',
    text: 'Your sign-in has ended. Sign in to go on where you were; what you had not sent is kept.',
    remedy: 'sign-in',
  },
  [CLOSE.forbidden]: {
    title: 'This room is closed to you',
    text: 'You are not one of its members, or no longer. What you had not sent is kept.',
    remedy: 'rooms',
  },
  [CLOSE.noSuchRoom]: {
    title: 'There is no such room',
    text: 'It may have been removed, or the address may be mistyped.',
    remedy: 'rooms',
  },
  [CLOSE.version]: {
    title: 'Alcove has a new version',
    text: 'This page is too old to talk to the room. What you had not sent is kept.',
    remedy: 'reload',
  },
}

const UNHEARD_OF: Ending = {
  title: 'The room has ended the connection',
  text: 'Load the page again to come back. What you had not sent is kept.',
  remedy: 'reload',
}

/** @param code of CLOSE; one from a newer room has words as well */
export function endingOf(code: number): Ending {
  return isFinal(code) ? ENDINGS[code] : UNHEARD_OF
}

function isFinal(code: number): code is FinalClose {
  return Object.hasOwn(ENDINGS, code)
}
