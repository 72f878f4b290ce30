export type Level = 'debug' | 'info' | 'warn' | 'error'

/**
 * Writes one JSON line. `event` names what happened, in words that never change; what varies goes
 * into `fields`. Never pass secrets, cookies or bodies: redaction is a net, not a plan.
 */
export function log(level: Level, event: string, fields: Record<string, unknown> = {}): void {
  console[level](logLine(level, event, fields))
}

/** The line `log` writes. */
export function logLine(level: Level, event: string, fields: Record<string, unknown>): string {
  const line = JSON.stringify({ level, event, ...fields }, (_, value) =>
    value instanceof Error ? describe(value) : value,
  )
  return redact(line).replace(UNESCAPED, escapeUnit)
}

function describe(error: Error): Record<string, unknown> {
  return { name: error.name, message: error.message, stack: error.stack }
}

// Drivers repeat an address they cannot parse, its password included.
function redact(line: string): string {
  return line.replace(CREDENTIALS, '$1[redacted]@').replace(TOKEN, '[redacted]')
}
const CREDENTIALS = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s"\\]*@/gi
const TOKEN = /\b(?:eyJ[\w-]+\.[\w-]+\.[\w-]+|alcove_[\w-]{40,})/g

// JSON escapes C0 controls only: C1 holds a one-character CSI that terminals obey, and U+2028,
// U+2029 and U+0085 are line ends to some readers.
const UNESCAPED = /[\u007f-\u009f\u2028\u2029]/g
function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}
