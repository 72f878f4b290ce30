import { useEffect, useState } from 'preact/hooks'
import { findDeployment } from '../../net/deployment.ts'
import { lookAtInvitation } from '../../net/invitation.ts'
import { deployment } from '../../state/deployment.ts'
import { type Brought, type Entrance, entranceOf, invitationIn } from '../../state/entrance.ts'
import { useFragment } from './fragment.ts'

/** What somebody finds who wants an account, and how to ask again. */
export function useEntrance(): { entrance: Entrance; again(): void } {
  const token = invitationIn(useFragment())
  const [round, setRound] = useState(0)
  const [brought, setBrought] = useState<Brought>()

  useEffect(() => void findDeployment(), [round])
  useEffect(() => {
    setBrought(undefined)
    if (token === undefined) return
    let isOld = false
    void lookAtInvitation(token).then(seen => {
      if (!isOld) setBrought({ token, seen })
    })
    return () => {
      isOld = true
    }
  }, [token, round])

  // Between a link and the answer to it, what is known belongs to another one.
  const known = brought?.token === token ? brought : undefined
  const now = token === undefined ? undefined : (known ?? { token })
  return { entrance: entranceOf(deployment.value, now), again: () => setRound(round + 1) }
}
