import { PASSKEY_NAME_MAX_CHARS } from '../../../protocol/limits.ts'
import { renamePasskeySchema } from '../../../protocol/rest.ts'
import { type Mistakes, mistakesAgainst } from '../mistakes.ts'

export function mistakesInPasskey(passkey: { name: string }): Mistakes<'name'> {
  return mistakesAgainst(renamePasskeySchema, passkey, {
    name:
      passkey.name.trim() === ''
        ? 'Name it, so that you can tell it from others.'
        : `One line of at most ${PASSKEY_NAME_MAX_CHARS} characters, none of them invisible.`,
  })
}

/**
 * What came of asking the browser for a passkey, when it gave none.
 * @param name of the error that it threw (https://www.w3.org/TR/webauthn-3/#sctn-createCredential)
 */
export function passkeyFailure(name: string): string {
  switch (name) {
    case 'InvalidStateError':
      return 'This device or key has a passkey for this account already.'
    case 'NotAllowedError':
    case 'AbortError':
      return 'No passkey was made: it was called off, or took too long.'
    case 'SecurityError':
      return 'Passkeys do not work at this address.'
    default:
      return 'This browser or device could not make a passkey.'
  }
}
