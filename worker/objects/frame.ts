import type * as z from 'zod'
import { firstIssue } from '../../protocol/codec.ts'
import { CLOSE, type CloseCode, FRAME_ERRORS, type FrameErrorCode } from '../../protocol/codes.ts'
import { CID_MAX_CHARS, FRAME_MAX_BYTES } from '../../protocol/limits.ts'

/** What a refused frame was about, as far as it says so. */
export interface About {
  cid?: string
  field?: string
}

/** What a socket sent: a frame, something to refuse, or what ends the socket. */
export type Read<Frame> =
  | { kind: 'frame'; frame: Frame }
  | { kind: 'refused'; code: FrameErrorCode; about: About; message: string }
  | { kind: 'close'; code: CloseCode; reason: string }

/** The frames that are spoken, each under its type. */
type Schemas = Readonly<Record<string, z.ZodType>>
type FrameOf<S extends Schemas> = z.infer<S[keyof S]>

export function readFrame<S extends Schemas>(
  schemas: S,
  data: string | ArrayBuffer,
): Read<FrameOf<S>> {
  if (typeof data !== 'string')
    return { kind: 'close', code: CLOSE.binary, reason: 'frames are text' }
  if (isOversize(data)) return { kind: 'close', code: CLOSE.tooBig, reason: 'frame too large' }
  const json = parse(data)
  if (json === undefined) return refused('bad_json', {})
  const { type } = json
  const schema =
    typeof type === 'string' && Object.hasOwn(schemas, type) ? schemas[type] : undefined
  if (schema === undefined) return refused('unknown_frame', aboutOf(json))
  const frame = schema.safeParse(json)
  if (frame.success) return { kind: 'frame', frame: frame.data as FrameOf<S> }
  const { field, message } = firstIssue(frame.error)
  return refused('bad_frame', { ...aboutOf(json), field }, `${field}: ${message}`)
}

function refused(
  code: FrameErrorCode,
  about: About,
  message: string = FRAME_ERRORS[code],
): Read<never> {
  return { kind: 'refused', code, about, message }
}

/** A UTF-16 unit is at most three bytes of UTF-8; only frames that could be too large are counted. */
function isOversize(text: string): boolean {
  if (text.length * 3 <= FRAME_MAX_BYTES) return false
  return text.length > FRAME_MAX_BYTES || new TextEncoder().encode(text).length > FRAME_MAX_BYTES
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return isObject(json) ? json : undefined
  } catch {
    return undefined
  }
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

/** The operation a frame was about, when it says so. */
export function aboutOf({ cid }: { type?: unknown; cid?: unknown }): Pick<About, 'cid'> {
  return typeof cid === 'string' && cid.length <= CID_MAX_CHARS ? { cid } : {}
}
