// Cloudflare's widget that tells people from robots
// (https://developers.cloudflare.com/turnstile/get-started/client-side-rendering/): loaded only where
// a deployment asks for it.

export interface TurnstileWidget {
  sitekey: string
  action: string
  theme: 'auto' | 'light' | 'dark'
  size: 'flexible'
  callback(token: string): void
  'expired-callback'(): void
  /** @returns whether the page has told of it; else the widget writes to the console */
  'error-callback'(): boolean
}

export interface Turnstile {
  /** @returns the widget's id */
  render(place: HTMLElement, widget: TurnstileWidget): string | undefined
  remove(id: string): void
}

declare global {
  interface Window {
    turnstile?: Turnstile
    /** The browser's, where it has any (https://www.w3.org/TR/trusted-types/). */
    trustedTypes?: {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): { createScriptURL(url: string): string }
    }
  }
}

const SCRIPT = 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit'

let loading: Promise<Turnstile> | undefined

/** @throws Error when the script cannot be had; asked again, it tries again */
export function loadTurnstile(): Promise<Turnstile> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

function load(): Promise<Turnstile> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = trusted().createScriptURL(SCRIPT)
    script.async = true
    script.onload = () => {
      if (window.turnstile === undefined) reject(new Error('the script brought no widget'))
      else resolve(window.turnstile)
    }
    script.onerror = () => {
      script.remove()
      reject(new Error('the script did not load'))
    }
    document.head.append(script)
  })
}

/** The one address that a script may come from at run time, since the policy asks for a voucher. */
function trusted(): { createScriptURL(url: string): string } {
  const rules = {
    createScriptURL(url: string): string {
      if (url !== SCRIPT) throw new TypeError(`no script comes from ${url}`)
      return url
    },
  }
  policy ??= window.trustedTypes?.createPolicy('alcove-turnstile', rules) ?? rules
  return policy
}
let policy: { createScriptURL(url: string): string } | undefined
