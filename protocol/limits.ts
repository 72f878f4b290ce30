// Every bound of the protocol, with its unit. The server enforces them; clients may read them to
// refuse early. A number that is not here is not a limit.

/**
 * The version spoken in `hello`, and the oldest one that rooms still speak: a deployment reaches
 * rooms and pages at different moments. Version 2 added `confirm` and `delivered`; with version 3 a
 * welcome no longer brings every member, nor everybody who is here.
 */
export const PROTOCOL_VERSION = 3
export const PROTOCOL_VERSION_OLDEST = 1

/** The version spoken in the `hello` of an inbox. */
export const INBOX_VERSION = 1

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

/** UTF-16 units of one emoji: the longest of a family take some 30. */
export const EMOJI_MAX_UNITS = 64
/** Different emoji at one message. */
export const REACTIONS_MAX = 50
/** People whom a message names with one of its reactions; the rest are counted. */
export const REACTION_NAMES = 10
/** Messages of a room that are kept in view. */
export const PINS_MAX = 100
/** People that one message names. */
export const MENTIONS_MAX = 25
/** People who answered whom a thread's summary names. */
export const THREAD_NAMES = 5
/** Threads in one page of a room's. */
export const THREADS_PAGE = 50
/** Messages that may be looked up at once. */
export const MESSAGES_LOOKED_UP_MAX = 100
/** Times that one message can be changed. */
export const EDITS_MAX = 100
/** Milliseconds after which a room can stop letting messages be edited, at most. */
export const EDIT_WINDOW_MAX_MS = 365 * 24 * 3_600_000
/** Milliseconds after which messages can disappear: from a minute to 90 days. */
export const DISAPPEAR_MIN_MS = 60_000
export const DISAPPEAR_MAX_MS = 90 * 24 * 3_600_000
/** Messages of one member that wait for their time, and milliseconds that they may wait. */
export const SCHEDULED_MAX = 50
export const SCHEDULED_MAX_MS = 366 * 24 * 3_600_000
export const SCHEDULED_MIN_MS = 10_000

/**
 * Milliseconds between two `typing` frames of somebody who goes on writing, and after which somebody counts as
 * having stopped. How many are named at once.
 */
export const TYPING_REPEAT_MS = 4_000
export const TYPING_EXPIRES_MS = 8_000
export const TYPING_SHOWN = 5
/** `typing` frames of one user at once, and per second after that; beyond, they are passed over. */
export const TYPING_BURST = 5
export const TYPING_PER_SECOND = 1

/** Members of a room up to which everybody is told how far the others have read. */
export const RECEIPTS_MEMBERS = 50
/** Milliseconds between two `read` or unasked `delivered` frames of one client. */
export const RECEIPT_SPACING_MS = 2_000
/** People in one page of those who have read a message. */
export const READERS_PAGE = 100
/** Milliseconds without a hand on the device after which a client says that its person is away. */
export const AWAY_AFTER_MS = 5 * 60_000

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
export const ROOM_MEMBERS_MAX = 20_000

/** People in a conversation outside rooms, oneself included. */
export const GROUP_PEOPLE_MAX = 50

/**
 * What a `welcome` holds at most: members, whoever is here by name, and bytes of the newest events. With the
 * room itself that is below 30 kB.
 */
export const WELCOME_MEMBERS = 40
export const WELCOME_HERE = 50
export const WELCOME_EVENTS_BYTES = 18_000

/** Members in one page of a list, and ids that may be looked up at once. */
export const MEMBERS_PAGE_MAX = 100
export const MEMBERS_LOOKED_UP_MAX = 100

/** Rooms in one page of the directory. */
export const DIRECTORY_PAGE = 50

/** Milliseconds between two messages of one member, at most. */
export const SLOW_MODE_MAX_MS = 6 * 3_600_000
/** Milliseconds an account can be asked to be old. */
export const NEWCOMER_MAX_MS = 90 * 24 * 3_600_000
export const RETENTION_MAX_DAYS = 3_650

/** Minutes somebody may be muted for: 28 days. */
export const MUTE_MAX_MINUTES = 40_320
/** Characters of why something was done to somebody or to a message. */
export const REASON_MAX_CHARS = 300
/** Hours of somebody's messages that a ban may remove, and messages that one event removes. */
export const PURGE_MAX_HOURS = 168
export const DELETE_MAX_MESSAGES = 500
/** Milliseconds in which removed messages can be brought back. */
export const RESTORE_MS = 24 * 3_600_000
/** Days in which a deleted room can be brought back. */
export const ROOM_RESTORE_DAYS = 30

/** Words a room filters, and the characters of each. */
export const FILTERS_MAX = 200
export const FILTER_MAX_CHARS = 50

/** Links of a room that are open at once, people each lets in, and days it lasts. */
export const LINKS_MAX = 50
export const LINK_USES_MAX = 1_000
export const LINK_MAX_DAYS = 90
/** Days that an invitation by name lasts, and how many of a room are open at once. */
export const INVITED_DAYS = 30
export const INVITED_MAX = 500

/** People one account blocks. */
export const BLOCKS_MAX = 1_000

/** Reports in a page of the queue, and those of one account that are open at once in a room. */
export const REPORTS_PAGE = 50
export const REPORTS_OPEN_MAX = 20

/** Entries in one page of the audit, and in one export. */
export const AUDIT_PAGE = 100
export const AUDIT_EXPORT_MAX = 50_000

/** Characters of a line that is a command. */
export const COMMAND_MAX_CHARS = 1_000

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

/**
 * Milliseconds for which somebody has to be less there, anywhere, before anybody is told: a reload, a lost line and a
 * glance at another window are no news. Being more there is news at once.
 */
export const LESS_AFTER_MS = 15_000

/** People whom one device wants to know of at once. */
export const WATCHED_MAX = 200
/**
 * People of whom one user may ask at once how they are there, and per second after that, over all of their sockets;
 * those of whom the inbox knows are free. And `watch` frames.
 */
export const WATCH_PEOPLE_BURST = 2 * WATCHED_MAX
export const WATCH_PEOPLE_PER_SECOND = 20
export const WATCH_BURST = 20
export const WATCH_PER_SECOND = 1
/** Milliseconds without any word from a device after which it does not count anywhere: a hidden page pings once a minute. */
export const ANYWHERE_LEASE_MS = 150_000
/** Sockets one user may hold to their inbox, over all tabs and devices; one more closes the oldest with 4008. */
export const INBOX_SOCKETS_MAX = 64

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

/** Links of one message that are shown with what stands behind them. */
export const PREVIEWS_PER_MESSAGE = 3
/** Characters (Unicode code points) of what a page says of itself. */
export const PREVIEW_TITLE_MAX_CHARS = 200
export const PREVIEW_DESCRIPTION_MAX_CHARS = 300
export const PREVIEW_SITE_MAX_CHARS = 80
/** UTF-16 units of an address that is looked at, and of the one of a picture. */
export const PREVIEW_URL_MAX_UNITS = 2_048
