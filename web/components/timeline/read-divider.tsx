import './read-divider.css'

/** Above the first message that was not read when the person came, or came back. */
export function ReadDivider() {
  return (
    <p class="read-divider">
      <span class="read-divider-word">New</span>
    </p>
  )
}
