CREATE TABLE "command_uses" (
	"day" date NOT NULL,
	"command" text NOT NULL,
	"uses" bigint NOT NULL,
	CONSTRAINT "command_uses_day_command_pk" PRIMARY KEY("day","command")
);
--> statement-breakpoint
CREATE TABLE "blocks" (
	"account_id" uuid NOT NULL,
	"blocked_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "blocks_account_id_blocked_id_pk" PRIMARY KEY("account_id","blocked_id")
);
--> statement-breakpoint
CREATE TABLE "room_preferences" (
	"account_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"favourite" boolean DEFAULT false NOT NULL,
	"muted" boolean DEFAULT false NOT NULL,
	"hidden_at" timestamp (3) with time zone,
	CONSTRAINT "room_preferences_account_id_room_id_pk" PRIMARY KEY("account_id","room_id")
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"room_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"author_id" uuid NOT NULL,
	"body" text NOT NULL,
	"said_at" timestamp (3) with time zone NOT NULL,
	"reporter_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"resolved_by" uuid,
	"resolved_at" timestamp (3) with time zone,
	"note" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "room_invitations" (
	"room_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "room_invitations_room_id_user_id_pk" PRIMARY KEY("room_id","user_id")
);
--> statement-breakpoint
DROP INDEX "rooms_name_lower";--> statement-breakpoint
ALTER TABLE "audit" ADD COLUMN "event_id" uuid;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "member_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "rooms" ADD COLUMN "archived_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_blocked_id_accounts_id_fk" FOREIGN KEY ("blocked_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_preferences" ADD CONSTRAINT "room_preferences_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_preferences" ADD CONSTRAINT "room_preferences_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_author_id_accounts_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_accounts_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_resolved_by_accounts_id_fk" FOREIGN KEY ("resolved_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_invitations" ADD CONSTRAINT "room_invitations_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_invitations" ADD CONSTRAINT "room_invitations_user_id_accounts_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_invitations" ADD CONSTRAINT "room_invitations_invited_by_accounts_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "blocks_blocked" ON "blocks" USING btree ("blocked_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reports_once" ON "reports" USING btree ("room_id","seq","reporter_id");--> statement-breakpoint
CREATE INDEX "reports_room_open" ON "reports" USING btree ("room_id","created_at","id") WHERE "reports"."state" = 'open';--> statement-breakpoint
CREATE INDEX "reports_open" ON "reports" USING btree ("created_at","id") WHERE "reports"."state" = 'open';--> statement-breakpoint
CREATE INDEX "reports_room_resolved" ON "reports" USING btree ("room_id","resolved_at","id") WHERE "reports"."state" <> 'open';--> statement-breakpoint
CREATE INDEX "reports_resolved" ON "reports" USING btree ("resolved_at","id") WHERE "reports"."state" <> 'open';--> statement-breakpoint
CREATE INDEX "reports_reporter" ON "reports" USING btree ("reporter_id","created_at");--> statement-breakpoint
CREATE INDEX "reports_author" ON "reports" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "room_invitations_user" ON "room_invitations" USING btree ("user_id","expires_at");--> statement-breakpoint
CREATE INDEX "room_invitations_expiry" ON "room_invitations" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_event" ON "audit" USING btree ("event_id","action") WHERE "audit"."event_id" is not null;--> statement-breakpoint
CREATE INDEX "events_restored" ON "events" USING btree ("room_id","seq") WHERE "events"."event" ->> 'type' = 'message.restored';--> statement-breakpoint
CREATE INDEX "messages_deleted" ON "messages" USING btree ("deleted_at") WHERE "messages"."deleted_at" is not null and "messages"."body" <> '';--> statement-breakpoint
CREATE INDEX "rooms_directory" ON "rooms" USING btree ("member_count" DESC NULLS FIRST,"id") WHERE "rooms"."kind" = 'room' and "rooms"."visibility" = 'public' and "rooms"."archived_at" is null and "rooms"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "rooms_name_lower" ON "rooms" USING btree ("name_key") WHERE "rooms"."kind" = 'room' and "rooms"."deleted_at" is null;--> statement-breakpoint
UPDATE "rooms" SET "member_count" = (
	SELECT count(*) FROM "members" WHERE "members"."room_id" = "rooms"."id" AND "members"."left_at" IS NULL
);--> statement-breakpoint
-- The audit is append-only, whoever asks. What is deleted is a day old at least, as AUDIT_DAYS is one at least; an
-- hour of it is for clocks that differ.
CREATE FUNCTION "keep_audit"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' THEN
		IF OLD."created_at" < now() - interval '23 hours' THEN
			RETURN OLD;
		END IF;
	END IF;
	RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER "audit_kept" BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION "keep_audit"();--> statement-breakpoint
CREATE TRIGGER "audit_not_emptied" BEFORE TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION "keep_audit"();
