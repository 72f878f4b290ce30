import './read-divider.css'

/** Where a person had come to before they were away. */
export function ReadDivider() {
  return <p class="read-divider">You had read up to here</p>
}
