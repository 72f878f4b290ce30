import { type Scope, type Token, tokenCreatedSchema } from '../../../protocol/rest.ts'
import { Visitor } from './visitor.ts'

export const TOKENS = '/api/account/tokens'

/** A token made for a program by somebody who is signed in. */
export async function tokenOf(
  who: Visitor,
  ...scopes: Scope[]
): Promise<{ token: Token; text: string }> {
  const made = await who.post(TOKENS, { name: 'A bot', scopes, days: 30 })
  return tokenCreatedSchema.parse(await made.json())
}

/** Somebody, or something, without cookies who says `Authorization: Bearer …`. */
export function bearer(text: string, who = new Visitor()) {
  const authorization = `Bearer ${text}`
  const ask = (method: string, path: string, body?: unknown, headers = {}) =>
    who.ask(method, path, { body, headers: { origin: '', authorization, ...headers } })
  return {
    get: (path: string, headers = {}) => ask('GET', path, undefined, headers),
    post: (path: string, body?: unknown) => ask('POST', path, body),
    ask,
  }
}
