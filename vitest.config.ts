import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

// Six kinds of test: pure units and the local platform in Node, the Worker and its rooms inside
// workerd, all of it with its parts failing, people in a browser, and what a bench compares it with.
export default defineConfig({
  test: {
    // A line for each request says nothing about a test that passed.
    silent: 'passed-only',
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            'test/protocol/**/*.test.ts',
            'test/web/**/*.test.ts',
            'test/domain/**/*.test.ts',
          ],
          // A password is hashed as slowly here as anywhere.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'dev',
          include: ['test/dev/**/*.test.ts', 'test/examples/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        plugins: [
          cloudflareTest(({ inject }) => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings: inject('variables') },
          })),
        ],
        test: {
          name: 'worker',
          include: ['test/worker/**/*.test.ts'],
          globalSetup: [
            'test/support/platform.ts',
            'test/support/siteverify.ts',
            'test/support/sites.ts',
          ],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: ['test/faults/build.ts'],
          // Each test that runs beside others has a Postgres of its own.
          maxConcurrency: 3,
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/browser-check.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'bench',
          include: ['test/bench/**/*.test.ts'],
          globalSetup: ['test/support/databases-check.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
