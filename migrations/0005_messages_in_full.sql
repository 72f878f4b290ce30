DROP INDEX "events_restored";--> statement-breakpoint
CREATE INDEX "events_retelling" ON "events" USING btree ("room_id","seq") WHERE "events"."event" ->> 'type' in ('message.restored', 'message.edited');--> statement-breakpoint
ALTER TABLE "messages" DROP COLUMN "reply_to";