import { bringUpToDate } from '../objects/schema.ts'

export { isBorn } from '../objects/schema.ts'

// The schema of a room's own SQLite, as steps. Rooms live for years and wake at any version, so
// steps are only ever appended: never edit, reorder or remove one that has been released.

export const STEPS: readonly string[] = [
  // 1: the log, who belongs, and what is said once. One unique index serves idempotence; every
  // further index would be a second billed row for each message.
  `CREATE TABLE events (
     seq INTEGER PRIMARY KEY,
     type TEXT NOT NULL,
     user_id TEXT NOT NULL,
     cid TEXT,
     event TEXT NOT NULL
   );
   CREATE UNIQUE INDEX events_user_cid ON events (user_id, cid) WHERE cid IS NOT NULL;
   CREATE TABLE members (
     user_id TEXT PRIMARY KEY,
     member TEXT NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE quarantine (
     seq INTEGER PRIMARY KEY,
     code TEXT NOT NULL,
     at INTEGER NOT NULL
   );`,
  // 2: who is banned, which refused events the audit knows of; and Postgres now keeps whole events,
  // so what was carried there before is carried once more.
  `ALTER TABLE members ADD COLUMN banned INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE quarantine ADD COLUMN audited INTEGER NOT NULL DEFAULT 0;
   UPDATE meta SET value = '0' WHERE key = 'watermark';`,
  // 3: a row for a batch instead of one for an event, so that letting go deletes and frees whole
  // pages; cids apart, as they stay. Old rows become batches of at most 50, unbroken runs of seqs:
  // fifty of the longest bodies are 1.2 MB, and a value holds 2. Their texts are read run by run,
  // never sorted. What goes into `appended` is one statement, so all of it is written or nothing.
  `CREATE TABLE batches (
     first INTEGER PRIMARY KEY,
     last INTEGER NOT NULL,
     events TEXT NOT NULL
   );
   CREATE TABLE cids (
     user_id TEXT NOT NULL,
     cid TEXT NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (user_id, cid)
   ) WITHOUT ROWID;
   INSERT INTO batches
     SELECT first, last,
       (SELECT '[' || group_concat(event, ',' ORDER BY seq) || ']'
        FROM events WHERE seq BETWEEN first AND last)
     FROM (
       SELECT min(seq) AS first, max(seq) AS last
       FROM (
         SELECT seq, seq - row_number() OVER (ORDER BY seq) AS run FROM events WHERE event <> ''
       )
       GROUP BY run, seq / 50
     );
   INSERT INTO cids
     SELECT user_id, cid, seq FROM events WHERE cid IS NOT NULL ORDER BY user_id, cid;
   DROP TABLE events;
   CREATE VIEW appended AS SELECT first, last, events, NULL AS cids FROM batches;
   CREATE TRIGGER append INSTEAD OF INSERT ON appended BEGIN
     INSERT INTO batches VALUES (new.first, new.last, new.events);
     INSERT INTO cids SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(new.cids);
   END;`,
  // 4: of when a member's name is, so that an older one never replaces a newer one.
  `ALTER TABLE members ADD COLUMN named_at INTEGER NOT NULL DEFAULT 0;`,
  // 5: who has deleted their account, and how far that has come.
  `CREATE TABLE erasures (
     user_id TEXT PRIMARY KEY,
     purged INTEGER NOT NULL,
     until INTEGER NOT NULL,
     stage TEXT NOT NULL,
     next INTEGER NOT NULL
   ) WITHOUT ROWID;`,
  // 6: rooms that people run. Members are found by name and listed by standing without reading all of
  // them; a ban says whose and why; and who may come in, what was removed, what words are not wanted, and
  // when somebody last spoke where that is counted.
  `ALTER TABLE members ADD COLUMN role TEXT;
   ALTER TABLE members ADD COLUMN sort TEXT NOT NULL DEFAULT '';
   ALTER TABLE members ADD COLUMN username TEXT NOT NULL DEFAULT '';
   ALTER TABLE members ADD COLUMN ban TEXT;
   UPDATE members SET
     role = member ->> 'role',
     username = member ->> 'username',
     sort = CASE member ->> 'role' WHEN 'owner' THEN '1' WHEN 'admin' THEN '2'
       WHEN 'moderator' THEN '3' WHEN 'member' THEN '4' ELSE '5' END
       || lower(member ->> 'displayName'),
     ban = CASE banned WHEN 1 THEN '{"by":"","at":0,"reason":""}' END;
   ALTER TABLE members DROP COLUMN banned;
   CREATE INDEX members_standing ON members (sort, user_id) WHERE role IS NOT NULL;
   CREATE INDEX members_username ON members (username);
   CREATE TABLE invitations (
     user_id TEXT PRIMARY KEY,
     person TEXT NOT NULL,
     invited_by TEXT NOT NULL,
     at INTEGER NOT NULL,
     until INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE links (
     id TEXT PRIMARY KEY,
     hash TEXT NOT NULL UNIQUE,
     made_by TEXT NOT NULL,
     uses INTEGER,
     used INTEGER NOT NULL DEFAULT 0,
     created_at INTEGER NOT NULL,
     expires_at INTEGER NOT NULL,
     revoked_at INTEGER
   ) WITHOUT ROWID;
   CREATE TABLE deletions (
     seq INTEGER PRIMARY KEY,
     removed_by TEXT NOT NULL,
     at INTEGER NOT NULL,
     blanked INTEGER NOT NULL DEFAULT 0
   );
   CREATE TABLE paces (
     user_id TEXT PRIMARY KEY,
     at INTEGER NOT NULL
   ) WITHOUT ROWID;`,
  // 7: messages as later events have left them: what they say now and in which events that stands, who put
  // which emoji to them, which are pinned, what was said under them and who follows that, when which of them disappear, and
  // which are to be said later.
  `CREATE TABLE edits (
     seq INTEGER PRIMARY KEY,
     author TEXT NOT NULL,
     body TEXT NOT NULL,
     mentions TEXT,
     at INTEGER NOT NULL
   );
   CREATE TABLE retellings (
     target INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (target, seq)
   ) WITHOUT ROWID;
   CREATE TABLE reactions (
     seq INTEGER NOT NULL,
     emoji TEXT NOT NULL,
     user_id TEXT NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (seq, emoji, user_id)
   ) WITHOUT ROWID;
   CREATE TABLE pins (
     seq INTEGER PRIMARY KEY,
     pinned_by TEXT NOT NULL,
     at INTEGER NOT NULL
   );
   CREATE TABLE threads (
     root INTEGER PRIMARY KEY,
     replies INTEGER NOT NULL,
     last_seq INTEGER NOT NULL,
     last_at INTEGER NOT NULL,
     people TEXT NOT NULL
   );
   CREATE INDEX threads_newest ON threads (last_seq);
   CREATE TABLE replies (
     root INTEGER NOT NULL,
     seq INTEGER NOT NULL,
     user_id TEXT NOT NULL,
     PRIMARY KEY (root, seq)
   ) WITHOUT ROWID;
   CREATE TABLE follows (
     user_id TEXT NOT NULL,
     root INTEGER NOT NULL,
     follows INTEGER NOT NULL,
     read_seq INTEGER NOT NULL,
     PRIMARY KEY (user_id, root)
   ) WITHOUT ROWID;
   CREATE TABLE expiring (
     seq INTEGER PRIMARY KEY,
     user_id TEXT NOT NULL,
     at INTEGER NOT NULL
   );
   CREATE INDEX expiring_at ON expiring (at);
   CREATE INDEX deletions_due ON deletions (at) WHERE blanked = 0;
   CREATE TABLE scheduled (
     id TEXT PRIMARY KEY,
     user_id TEXT NOT NULL,
     at INTEGER NOT NULL,
     said TEXT NOT NULL,
     code TEXT
   ) WITHOUT ROWID;
   CREATE INDEX scheduled_at ON scheduled (at) WHERE code IS NULL;
   CREATE INDEX scheduled_user ON scheduled (user_id);`,
  // 8: how far everybody has read, how far the room has arrived at them, and when they were last here. Of those
  // that Postgres lacks there is an index, as the others need not be looked through for them.
  `CREATE TABLE marks (
     user_id TEXT PRIMARY KEY,
     read_seq INTEGER NOT NULL,
     delivered_seq INTEGER NOT NULL,
     seen_at INTEGER NOT NULL,
     private INTEGER NOT NULL,
     carried INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE INDEX marks_uncarried ON marks (user_id) WHERE carried = 0;`,
  // 9: which answers in threads are gone, and when each was given: a thread counts those that stand. What was removed
  // before counts no more from here on.
  `ALTER TABLE replies ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE replies ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX replies_seq ON replies (seq);
   UPDATE replies SET at = (SELECT last_at FROM threads WHERE last_seq = replies.seq)
     WHERE seq IN (SELECT last_seq FROM threads);
   UPDATE replies SET gone = 1 WHERE seq IN (SELECT seq FROM deletions)
     OR user_id IN (SELECT user_id FROM erasures WHERE purged = 1);
   UPDATE threads SET
     replies = (SELECT count(*) FROM replies WHERE root = threads.root AND gone = 0),
     last_seq = coalesce((SELECT max(seq) FROM replies WHERE root = threads.root AND gone = 0), last_seq),
     people = (SELECT json_group_array(user_id) FROM (
       SELECT user_id FROM replies WHERE root = threads.root AND gone = 0
       GROUP BY user_id ORDER BY max(seq) DESC LIMIT 5))
     WHERE root IN (SELECT root FROM replies WHERE gone = 1);`,
  // 10: of each emoji at a message how many there are, since when, and whom to name: counted once, not by each reader.
  `CREATE TABLE reaction_counts (
     seq INTEGER NOT NULL,
     emoji TEXT NOT NULL,
     count INTEGER NOT NULL,
     since INTEGER NOT NULL,
     people TEXT NOT NULL,
     PRIMARY KEY (seq, emoji)
   ) WITHOUT ROWID;
   INSERT INTO reaction_counts
     SELECT seq, emoji, count(*), min(at), json_group_array(user_id ORDER BY at, user_id) FILTER (WHERE nth <= 10)
     FROM (
       SELECT *, row_number() OVER (PARTITION BY seq, emoji ORDER BY at, user_id) AS nth FROM reactions
     )
     GROUP BY seq, emoji;`,
]

/** Brings the schema to the newest step, whole or not at all. */
export function migrate(storage: DurableObjectStorage, steps: readonly string[] = STEPS): void {
  bringUpToDate(storage, steps)
}
