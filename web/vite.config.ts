import { defineConfig } from 'vite'

// ALCOVE_API is where the Worker listens; the page and the API then share an origin, as on Pages.
const api = process.env.ALCOVE_API ?? 'http://127.0.0.1:8787'

export default defineConfig({
  root: import.meta.dirname,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  server: { proxy: { '/api': { target: api, ws: true, changeOrigin: false } } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Browsers with light-dark(), which every colour is made with.
    target: ['chrome125', 'firefox128', 'safari17.5'],
    modulePreload: { polyfill: false },
  },
})
