import { Arch } from '../arch.tsx'
import { Button } from '../button.tsx'
import './no-rooms.css'

/** Nobody has opened a room yet. */
export function NoRooms({ onCreate }: { onCreate(): void }) {
  return (
    <div class="no-rooms">
      <Arch />
      <h2 class="serif">No rooms yet</h2>
      <p>Everybody here will find yours in this list.</p>
      <Button kind="primary" onClick={onCreate}>
        New room
      </Button>
    </div>
  )
}
