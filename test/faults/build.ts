import type { TestProject } from 'vitest/node'
import { buildWorker } from '../support/runtime.ts'

/** The Worker with a bug planted in it, an entry beside the deployment's. */
const PLANTED = { path: 'test/faults/planted/worker.ts', name: 'planted' }

declare module 'vitest' {
  interface ProvidedContext {
    /** What a runtime is started with. */
    scripts: { sound: string; planted: string }
  }
}

/** Builds once what all files of this project run: they run beside each other. */
export default function setup(project: TestProject): void {
  project.provide('scripts', { sound: buildWorker(), planted: buildWorker(PLANTED) })
}
