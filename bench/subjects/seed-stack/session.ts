import { jwtVerify, SignJWT } from 'jose'
import * as z from 'zod'

const userSchema = z.object({ id: z.uuid(), name: z.string() })
export type User = z.infer<typeof userSchema>

export const COOKIE = 'sid'

export class Sessions {
  readonly #key: Uint8Array

  constructor(secret: string) {
    this.#key = new TextEncoder().encode(secret)
  }

  /** @returns what the cookie holds */
  sign(user: User): Promise<string> {
    return new SignJWT({ name: user.name })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(user.id)
      .setIssuedAt()
      .setExpirationTime('1d')
      .sign(this.#key)
  }

  /** @returns undefined for whoever is not signed in */
  async userOf(cookieHeader: string | undefined): Promise<User | undefined> {
    const token = /(?:^|;\s*)sid=([^;]+)/.exec(cookieHeader ?? '')?.[1]
    if (token === undefined) return undefined
    try {
      const { payload } = await jwtVerify(token, this.#key, { algorithms: ['HS256'] })
      return userSchema.safeParse({ id: payload.sub, name: payload.name }).data
    } catch {
      return undefined
    }
  }
}
