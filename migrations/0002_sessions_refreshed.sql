CREATE TABLE "refresh_tokens" (
	"hash" text PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"parent" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "username_key" text;--> statement-breakpoint
-- As usernameKey in protocol/names.ts. Names that were too alike before keep a key of their own.
UPDATE "accounts" SET "username_key" = replace(replace(translate("username", '01._', 'ol--'), 'rn', 'm'), 'vv', 'w');--> statement-breakpoint
UPDATE "accounts" SET "username_key" = "username_key" || ' ' || "id" WHERE "id" IN (
	SELECT "id" FROM (
		SELECT "id", row_number() OVER (PARTITION BY "username_key" ORDER BY "created_at", "id") AS "nth" FROM "accounts"
	) "alike" WHERE "nth" > 1
);--> statement-breakpoint
ALTER TABLE "accounts" ALTER COLUMN "username_key" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "place" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refresh_tokens_session" ON "refresh_tokens" USING btree ("session_id","created_at");--> statement-breakpoint
CREATE INDEX "refresh_tokens_parent" ON "refresh_tokens" USING btree ("parent");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_username_key" ON "accounts" USING btree ("username_key");