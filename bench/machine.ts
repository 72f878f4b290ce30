import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, totalmem } from 'node:os'
import type { Machine } from './report/machine.ts'
import { binary } from './servers/binary.ts'

/** What this run ran on. */
export function machine(): Machine {
  return {
    date: new Date().toISOString(),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 1_024 ** 3),
    versions: {
      node: process.versions.node,
      workerd: versionOf('workerd'),
      postgres: says('postgres'),
      redis: says('redis-server'),
    },
  }
}

function versionOf(name: string): string {
  const path = createRequire(import.meta.url).resolve(`${name}/package.json`)
  return JSON.parse(readFileSync(path, 'utf8')).version
}

function says(program: string): string {
  const text = execFileSync(binary(program), ['--version'], { encoding: 'utf8' })
  return /\d+\.\d+(\.\d+)?/.exec(text)?.[0] ?? 'unknown'
}
