declare namespace Cloudflare {
  interface Env {
    ROOMS: DurableObjectNamespace<import('../../worker/room/room-object.ts').RoomObject>
    REGISTRY: DurableObjectNamespace<
      import('../../worker/registry/registry-object.ts').RegistryObject
    >
    INBOXES: DurableObjectNamespace<import('../../worker/inbox/inbox-object.ts').InboxObject>
    TALLIES: DurableObjectNamespace<import('../../worker/limits/tally-object.ts').TallyObject>
    [variable: string]: unknown
  }
}
