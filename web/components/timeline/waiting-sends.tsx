import './waiting-sends.css'

/** Under one's last message, while the room is out of reach. */
export function WaitingSends({ count }: { count: number }) {
  return (
    <p class="waiting-sends">
      {count === 1
        ? 'Not sent yet. It goes out by itself once the room is reached.'
        : `${count} messages not sent yet. They go out by themselves once the room is reached.`}
    </p>
  )
}
