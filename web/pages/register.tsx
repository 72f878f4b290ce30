import { Button } from '../components/button.tsx'
import { useEntrance } from '../components/door/entrance.ts'
import { OtherDoor } from '../components/door/other-door.tsx'
import { RegisterForm } from '../components/door/register-form.tsx'
import { Doorway } from '../components/doorway.tsx'
import { useTitle } from '../components/title.ts'
import type { Newcomer } from '../state/entrance.ts'

export function RegisterPage() {
  useTitle('Create an account')
  const { entrance, again } = useEntrance()
  switch (entrance.kind) {
    case 'waiting':
      return <Doorway title="Take a seat">{null}</Doorway>
    case 'failed':
      return <Failed message={entrance.message} again={again} />
    case 'closed':
      return <Closed spent={entrance.spent} />
    case 'open':
      return (
        <Doorway title={<Greeting as={entrance.as} />}>
          <Remark as={entrance.as} />
          <RegisterForm
            rules={entrance.rules}
            invitation={entrance.as.who === 'invited' ? entrance.as.token : undefined}
          />
          {entrance.as.who !== 'first' && <HaveAccount />}
        </Doorway>
      )
    default:
      return entrance satisfies never
  }
}

function Greeting({ as }: { as: Newcomer }) {
  if (as.who === 'first') return <>The first seat</>
  if (as.who === 'anybody') return <>Take a seat</>
  return (
    <>
      <bdi>{as.by}</bdi> invites you
    </>
  )
}

function Remark({ as }: { as: Newcomer }) {
  if (as.who === 'first')
    return (
      <p class="doorway-why">
        Nobody has an account here yet. Yours will be the admin of this place.
      </p>
    )
  if (as.who === 'invited')
    return <p class="doorway-why">Make an account, and there is a seat for you.</p>
  if (!as.spent) return null
  return (
    <p class="doorway-why">
      The invitation is used up, withdrawn or too old. You can make an account without one.
    </p>
  )
}

/** No form that would be refused: what it takes instead. */
function Closed({ spent }: { spent: boolean }) {
  return (
    <Doorway title={spent ? 'This invitation is over' : 'By invitation'}>
      <p class="doorway-why">
        {spent
          ? 'It is used up, withdrawn or too old. Ask whoever sent it for another.'
          : 'An account here takes an invitation: a link that an admin of this place can send you. Open it, and you are in.'}
      </p>
      <HaveAccount />
    </Doorway>
  )
}

function Failed({ message, again }: { message: string; again(): void }) {
  return (
    <Doorway title="Take a seat">
      <p class="doorway-why" role="alert">
        {message}
      </p>
      <Button kind="primary" onClick={again}>
        Try again
      </Button>
      <HaveAccount />
    </Doorway>
  )
}

function HaveAccount() {
  return <OtherDoor to="/sign-in" ask="Have an account?" label="Sign in" />
}
