import { Arch } from '../components/arch.tsx'
import './waiting.css'

/** While the server is asked who this is. It appears only when that takes a while. */
export function WaitingPage() {
  return (
    <main class="waiting" aria-busy="true">
      <Arch class="waiting-arch" />
      <h1 class="unseen">Alcove</h1>
    </main>
  )
}
