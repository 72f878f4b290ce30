// The closed lists of what can go wrong, on the socket and over REST. Codes are for programs and
// never change; the message beside a code is for people and may.

/** Codes of an `error` frame. The socket stays open. */
export const FRAME_ERRORS = {
  bad_json: 'The frame is not a JSON object.',
  unknown_frame: 'There is no frame of this type.',
  bad_frame: 'A field of the frame is missing, unknown or of the wrong kind.',
  hello_required: 'The first frame of a socket is hello.',
  hello_repeated: 'This socket has already said hello.',
  body_empty: 'A message needs at least one visible character.',
  body_too_long: 'The message is too long.',
  body_invalid: 'The message holds U+0000 or half of a surrogate pair.',
  cid_conflict: 'This cid was used for another message.',
  read_only: 'This token may read here, not write.',
  muted: 'You may not speak here for a while.',
  slow_mode: 'This room takes its time: wait before you send again.',
  posting_restricted: 'Not everybody may send messages here.',
  room_archived: 'The room is archived: nothing more is said here.',
  word_filtered: 'A word of this is not wanted here.',
  links_restricted: 'Your account is too new to send links here.',
  forbidden: 'You may not do this here.',
  no_such_message: 'There is no such message in this room.',
  message_deleted: 'The message was removed.',
  edit_expired: 'It is too late to change this message.',
  edit_conflict: 'The message was changed meanwhile: it says something else now.',
  too_many_edits: 'The message was changed as often as it can be.',
  emoji_invalid: 'This is not an emoji.',
  too_many_reactions: 'The message has as many different emoji as it can hold.',
  too_many_pins: 'As many messages as can be are pinned here already.',
  too_many_mentions: 'The message names too many people.',
  rate_limited: 'Too many messages at once.',
  overloaded: 'The room is busy; nothing was stored.',
  unavailable: 'Older events cannot be read now; ask again.',
  room_storage_full: 'The room has no space left; nothing was stored.',
  internal: 'Something failed on our side; nothing was stored.',
} as const
export type FrameErrorCode = keyof typeof FRAME_ERRORS

/** Codes with which the room ends a socket (RFC 6455 §7.4; 4000–4999 are ours). */
export const CLOSE = {
  /** The room ended the socket in good order; come back whenever. */
  normal: 1000,
  /** A binary frame: the protocol is text. */
  binary: 1003,
  /** A frame above FRAME_MAX_BYTES. */
  tooBig: 1009,
  /** Sign in again, then come back. */
  unauthenticated: 4001,
  /** No hello within HELLO_TIMEOUT_MS. */
  helloTimeout: 4002,
  /** Not a member: join first. Kicked, banned or left: stay away. */
  forbidden: 4003,
  /** No such room, or none you may know of. */
  noSuchRoom: 4004,
  /** Too many frames, or too many sockets of one user. */
  tooMany: 4008,
  /** Read too slowly; come back and resume. */
  tooSlow: 4009,
  /** A protocol version the room does not speak; reload the client. */
  version: 4010,
  /** The server is restarting; come back with jitter. */
  restart: 4011,
  /** Nothing was heard of the socket for SILENCE_MAX_MS; come back and resume. */
  silent: 4012,
} as const
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE]

/** Whether a client should come back by itself after a close with this code. */
export function isFinalClose(code: number): boolean {
  return FINAL_CLOSES.has(code)
}
const FINAL_CLOSES: ReadonlySet<number> = new Set([
  CLOSE.unauthenticated,
  CLOSE.forbidden,
  CLOSE.noSuchRoom,
  CLOSE.version,
])

/** Codes of a problem document (RFC 9457), each with its HTTP status and title. */
export const PROBLEMS = {
  validation_failed: { status: 422, title: 'A field is missing, unknown or of the wrong kind.' },
  bad_json: { status: 400, title: 'The body is not JSON.' },
  unauthenticated: { status: 401, title: 'Sign in first.' },
  bad_credentials: { status: 401, title: 'The name or the password is wrong.' },
  wrong_password: { status: 403, title: 'This is not your password.' },
  wrong_code: { status: 403, title: 'This code is wrong, or was used before.' },
  passkey_refused: { status: 403, title: 'This passkey does not open this account.' },
  challenge_expired: {
    status: 403,
    title: 'This took too long, or was done already; begin again.',
  },
  confirmation_needed: { status: 403, title: 'Show again who you are, then go on.' },
  insufficient_scope: { status: 403, title: 'This token may not do that.' },
  human_check_failed: { status: 403, title: 'The check for robots failed; try again.' },
  invitation_needed: { status: 403, title: 'An account here takes an invitation.' },
  invitation_invalid: { status: 403, title: 'This invitation is used up, withdrawn or too old.' },
  foreign_origin: { status: 403, title: 'This origin may not use this server.' },
  csrf_failed: { status: 403, title: 'The page has to prove that it is ours; reload it.' },
  forbidden: { status: 403, title: 'You may not do this here.' },
  outranked: { status: 403, title: 'They stand as high as you here, or higher.' },
  banned: { status: 403, title: 'You were told not to come back.' },
  blocked: { status: 403, title: 'One of you has blocked the other.' },
  not_a_member: { status: 403, title: 'Join the room first.' },
  not_found: { status: 404, title: 'There is nothing here, or nothing you may see.' },
  no_such_member: { status: 404, title: 'They do not belong to the room.' },
  no_such_message: { status: 404, title: 'There is no such message in this room.' },
  no_such_account: { status: 404, title: 'Nobody has this username.' },
  method_not_allowed: { status: 405, title: 'This method does not exist here.' },
  username_taken: { status: 409, title: 'This username, or one too like it, is taken.' },
  room_name_taken: { status: 409, title: 'A room has this name already.' },
  sole_owner: { status: 409, title: 'The room needs an owner: name another first.' },
  room_full: { status: 409, title: 'The room has as many members as it can hold.' },
  self_target: { status: 409, title: 'This cannot be done to oneself.' },
  already_a_member: { status: 409, title: 'They belong to the room already.' },
  room_archived: { status: 409, title: 'The room is archived.' },
  direct_conversation: { status: 409, title: 'A conversation between people has none of this.' },
  conversation_full: { status: 409, title: 'So many people need a room.' },
  already_reported: { status: 409, title: 'You have reported this already.' },
  already_resolved: { status: 409, title: 'Somebody has seen to this already.' },
  edit_conflict: {
    status: 409,
    title: 'The message was changed meanwhile: it says something else now.',
  },
  too_many_edits: { status: 409, title: 'The message was changed as often as it can be.' },
  too_many_reactions: {
    status: 409,
    title: 'The message has as many different emoji as it can hold.',
  },
  too_many_pins: { status: 409, title: 'As many messages as can be are pinned here already.' },
  message_deleted: { status: 410, title: 'The message was removed.' },
  edit_expired: { status: 410, title: 'It is too late to change this message.' },
  link_expired: { status: 410, title: 'This link is too old.' },
  link_used_up: { status: 410, title: 'This link was used as often as it may be.' },
  link_revoked: { status: 410, title: 'This link was withdrawn.' },
  undo_expired: { status: 410, title: 'It is too late to undo this.' },
  room_deleted: { status: 410, title: 'The room was deleted.' },
  sole_admin: { status: 409, title: 'The deployment needs an admin: name another first.' },
  already_set: { status: 409, title: 'This is set up already; remove it first.' },
  too_many: { status: 409, title: 'You have as many of these as one may have.' },
  payload_too_large: { status: 413, title: 'The body is too large.' },
  unsupported_media_type: { status: 415, title: 'Send application/json.' },
  upgrade_required: { status: 426, title: 'This address speaks WebSocket.' },
  unknown_command: { status: 422, title: 'There is no such command.' },
  emoji_invalid: { status: 422, title: 'This is not an emoji.' },
  not_sayable: { status: 422, title: 'This may not be said here.' },
  bad_command: { status: 422, title: 'The command needs other words behind it.' },
  weak_password: {
    status: 422,
    title: 'This password is common, hardly varies, or is made of your own names.',
  },
  leaked_password: { status: 422, title: 'This password is known from a leak.' },
  rate_limited: { status: 429, title: 'Too many requests; wait a moment.' },
  internal: { status: 500, title: 'Something failed on our side.' },
  unavailable: { status: 503, title: 'A part this needs does not answer; try again soon.' },
} as const
export type ProblemCode = keyof typeof PROBLEMS
