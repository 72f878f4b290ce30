import { defineConfig } from 'vite'
import { turnstileHeaders } from './headers.ts'

// ALCOVE_API is where the Worker listens; the page and the API then share an origin, as on Pages.
const api = process.env.ALCOVE_API ?? 'http://127.0.0.1:8787'

// ALCOVE_TURNSTILE=on lets the page load Cloudflare's check for robots.
const { ALCOVE_TURNSTILE = 'off' } = process.env
if (!/^(on|off)$/.test(ALCOVE_TURNSTILE)) throw new Error('ALCOVE_TURNSTILE is on or off.')

export default defineConfig({
  root: import.meta.dirname,
  plugins: ALCOVE_TURNSTILE === 'on' ? [turnstileHeaders()] : [],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { proxy: { '/api': { target: api, ws: true, changeOrigin: false } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Browsers with light-dark(), which every colour is made with.
    target: ['chrome125', 'firefox128', 'safari17.5'],
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Whatever part of the page comes first, zod is told not to try eval before any schema is made.
        codeSplitting: {
          groups: [
            { name: 'zod', test: /node_modules\/zod\/|web\/no-eval\.ts$/ },
            // Needed with the first message, and the same from one deployment to the next.
            { name: 'markdown', test: /node_modules\/@lezer\// },
          ],
        },
      },
      treeshake: {
        // The names that schemas have in the API's document are of no use here: what no page asks for stays out, and
        // what one page asks for is loaded with it.
        moduleSideEffects: [{ test: /\/protocol\//, sideEffects: false }],
      },
    },
  },
})
