declare namespace Cloudflare {
  interface Env {
    ROOMS: DurableObjectNamespace<import('../../worker/room/room-object.ts').RoomObject>
    [variable: string]: unknown
  }
}
