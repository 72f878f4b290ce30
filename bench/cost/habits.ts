/** How a deployment is used. Everything a day is of an average day. */
export interface Habits {
  users: number
  /** Share of them who open the page on a day. */
  activeShare: number
  /** Messages an active user writes a day. */
  messages: number
  /** Hours a day an active user has a tab open on a room. */
  openHours: number
  /** Hours a day of those in which they are not away: it is in sight, and a hand was on the device within AWAY_AFTER_MS. */
  attentiveHours: number
  /** Times a day an active user loads the page. */
  loads: number
  /** Sockets an active user opens a day: rooms looked at, and reconnections. */
  sockets: number
  /** Times a day an active user's line breaks: the room's next socket is among `sockets`, the inbox's is one more. */
  reconnections: number
  /** People of whom one wants to know at once how they are there: conversations, and the people panel. */
  watched: number
  /** Times a day others are told that an active user has come, turned away, is back or gone. */
  changes: number
  /** Times a day an active user looks elsewhere for a moment, which nobody is told. */
  glances: number
  /** Pages of history an active user scrolls up to a day. */
  historyPages: number
  /** Sign-ins of a user a month; a session lasts a week. */
  signIns: number
  /** Sign-outs of a user a month; the other sessions run out. */
  signOuts: number
  roomsPerUser: number
  /** Members of a room. */
  roomSize: number
  /** Hours a day in which people talk, and do all the rest. */
  talkingHours: number
  /** UTF-8 bytes of a message's body. */
  bodyBytes: number
  /** Months the deployment has run: what is stored piles up. */
  months: number
}

/** Guesses for a community of some liveliness; the point is that they are written down. */
export const TYPICAL: Habits = {
  users: 1_000,
  activeShare: 0.3,
  messages: 20,
  openHours: 3,
  attentiveHours: 1,
  loads: 4,
  sockets: 12,
  reconnections: 2,
  watched: 20,
  changes: 24,
  glances: 10,
  historyPages: 4,
  signIns: 4,
  signOuts: 1,
  roomsPerUser: 3,
  roomSize: 15,
  talkingHours: 12,
  bodyBytes: 140,
  months: 12,
}

/** Times a day an active user is back at the page: in half of the changes, and after each glance elsewhere. */
export function returnsADay({ changes, glances }: Habits): number {
  return changes / 2 + glances
}

export function roomsOf({ users, roomsPerUser, roomSize }: Habits): number {
  return (users * roomsPerUser) / roomSize
}
