CREATE TABLE IF NOT EXISTS users (
  id uuid PRIMARY KEY,
  username text NOT NULL UNIQUE,
  password_hash text NOT NULL
);

CREATE TABLE IF NOT EXISTS rooms (
  id uuid PRIMARY KEY,
  name text NOT NULL
);

CREATE TABLE IF NOT EXISTS members (
  room_id uuid NOT NULL REFERENCES rooms (id),
  user_id uuid NOT NULL REFERENCES users (id),
  PRIMARY KEY (room_id, user_id)
);

CREATE TABLE IF NOT EXISTS messages (
  id bigserial PRIMARY KEY,
  room_id uuid NOT NULL REFERENCES rooms (id),
  user_id uuid NOT NULL REFERENCES users (id),
  content text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS messages_of_room ON messages (room_id, id);
