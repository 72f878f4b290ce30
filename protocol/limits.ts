// Every bound of the protocol, with its unit. The server enforces them; clients may read them to
// refuse early. A number that is not here is not a limit.

/**
 * The version spoken in `hello`, and the oldest one that rooms still speak: a deployment reaches
 * rooms and pages at different moments. Version 2 added `confirm` and `delivered`.
 */
export const PROTOCOL_VERSION = 2
export const PROTOCOL_VERSION_OLDEST = 1

/** Characters (Unicode code points) in one message body, from 1. */
export const BODY_MAX_CHARS = 4_000

/** Bytes (UTF-8) of one frame from a client; a longer one closes the socket with 1009. */
export const FRAME_MAX_BYTES = 65_536

/** Characters of a client's operation id. */
export const CID_MAX_CHARS = 64

/** Milliseconds a new socket has for its `hello`. */
export const HELLO_TIMEOUT_MS = 10_000

/** Events in one page of a resume. */
export const RESUME_PAGE_EVENTS = 500

/** Events a client asks for page by page after an absence; beyond, it marks a gap and reads on. */
export const CATCH_UP_MAX_EVENTS = 5_000

/** Newest events in the `welcome` of a client that knows nothing yet. */
export const WELCOME_EVENTS = 100

/** Messages in one REST history page: at most, and when the client does not say. */
export const HISTORY_PAGE_MAX = 200
export const HISTORY_PAGE_DEFAULT = 50

/** Messages one user may send at once, and per second after that, over all of their sockets. */
export const SEND_BURST = 20
export const SEND_PER_SECOND = 10

/** Pages of older events one user may ask for at once, and per second after that. */
export const PAGES_BURST = 20
export const PAGES_PER_SECOND = 5

/** Changes of who belongs to a room that one user may make at once, and per second after that. */
export const CHANGES_BURST = 20
export const CHANGES_PER_SECOND = 1

/** Sends a client holds while they cannot go out; beyond, it refuses to take more. */
export const PENDING_MAX_SENDS = 200

/** Frames of any kind one socket may send at once, and per second after that; beyond: close 4008. */
export const FRAMES_BURST = 200
export const FRAMES_PER_SECOND = 100

/** Sockets one user may hold in one room; opening one more closes the oldest with 4008. */
export const SOCKETS_PER_USER = 16

/** Members of one room. */
export const ROOM_MEMBERS_MAX = 5_000

/**
 * UTF-16 units a room hands a socket before it asks for a `delivered`, and before it cuts off a
 * socket that has confirmed none of them.
 */
export const CONFIRM_EVERY_UNITS = 1_048_576
export const UNREAD_MAX_UNITS = 4_194_304

/** Milliseconds between a client's `ping`s. */
export const PING_INTERVAL_MS = 20_000

/** Milliseconds without any word from a socket after which its user no longer counts as here. */
export const PRESENCE_LEASE_MS = 60_000

/** Milliseconds without any word after which the room lets go of a socket. */
export const SILENCE_MAX_MS = 15 * 60_000

/** Milliseconds within which changes of presence are gathered into one `live` frame. */
export const PRESENCE_COALESCE_MS = 100

/** Milliseconds between such frames while more people come and go. */
export const PRESENCE_SPACING_MS = 1_000

/** Sessions of one account that run at once; one more ends the one used longest ago. */
export const SESSIONS_MAX = 100

/** Milliseconds an access token lasts; the session goes on by refreshing. */
export const ACCESS_TOKEN_MS = 15 * 60_000

/** Accounts. */
export const USERNAME_MIN_CHARS = 2
export const USERNAME_MAX_CHARS = 32
export const DISPLAY_NAME_MAX_CHARS = 50
export const PASSWORD_MIN_CHARS = 10
export const PASSWORD_MAX_CHARS = 200
export const EMAIL_MAX_CHARS = 255

/** Rooms. */
export const ROOM_NAME_MAX_CHARS = 100
export const ROOM_TOPIC_MAX_CHARS = 250
export const ROOM_DESCRIPTION_MAX_CHARS = 2_000

/** Bytes of one JSON request body; a longer one is refused with 413. */
export const REQUEST_MAX_BYTES = 65_536

/** Profiles. */
export const ABOUT_MAX_CHARS = 500
export const STATUS_MAX_CHARS = 100
/** Days that a status with an end may last. */
export const STATUS_MAX_DAYS = 366

/** Milliseconds in which somebody who has just shown who they are need not do so again. */
export const CONFIRMED_MS = 10 * 60_000

/** Milliseconds a question lasts that is to be answered by a code or a passkey. */
export const CHALLENGE_MS = 5 * 60_000

/** Milliseconds in which a link for a forgotten password is good. */
export const RESET_MS = 24 * 3_600_000

/** Milliseconds in which a ticket opens its socket. */
export const TICKET_MS = 30_000

/** Codes that may be tried after one right password; then the password is asked for again. */
export const SECOND_FACTOR_TRIES = 5

/** Recovery codes in one set. */
export const RECOVERY_CODES = 10

/** Passkeys of one account. */
export const PASSKEYS_MAX = 20
export const PASSKEY_NAME_MAX_CHARS = 64

/** Tokens of one account that run at the same time, and days each lasts at most. */
export const TOKENS_MAX = 50
export const TOKEN_NAME_MAX_CHARS = 64
export const TOKEN_MAX_DAYS = 366

/** Invitations that are open at the same time, accounts made with one, and days each lasts. */
export const INVITATIONS_MAX = 200
export const INVITATION_NOTE_MAX_CHARS = 100
export const INVITATION_USES_MAX = 1_000
export const INVITATION_MAX_DAYS = 90

/** Accounts in one page of the list of all. */
export const ACCOUNTS_PAGE = 100
