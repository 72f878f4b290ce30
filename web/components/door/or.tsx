import './or.css'

/** Between two ways of doing the same. */
export function Or() {
  return <p class="or">or</p>
}
