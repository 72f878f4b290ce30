import { useEffect } from 'preact/hooks'
import { LocationProvider, lazy, Route, Router, useLocation } from 'preact-iso'
import { Boundary } from './components/boundary.tsx'
import { Redirect } from './components/redirect.tsx'
import { ToastPlace } from './components/toast.tsx'
import { inbox } from './net/inbox-line.ts'
import { BrokenPage } from './pages/broken.tsx'
import { ChatPage } from './pages/chat.tsx'
import { NotFoundPage } from './pages/not-found.tsx'
import { RegisterPage } from './pages/register.tsx'
import { ResetPage } from './pages/reset.tsx'
import { SignInPage } from './pages/sign-in.tsx'
import { UnreachablePage } from './pages/unreachable.tsx'
import { WaitingPage } from './pages/waiting.tsx'
import { destinationOf, signInFor } from './state/destination.ts'
import { session } from './state/session.ts'

// Most visits are for the chat alone, and should not wait for this.
const SettingsPage = lazy(() =>
  import('./pages/settings.tsx').catch(() => ({ default: BrokenPage })),
)

const JoinPage = lazy(() => import('./pages/join.tsx').catch(() => ({ default: BrokenPage })))
const AdminPage = lazy(() => import('./pages/admin.tsx').catch(() => ({ default: BrokenPage })))

// Who came for it waits for who they are meanwhile.
if (location.pathname.startsWith('/settings')) void SettingsPage.preload()
if (location.pathname.startsWith('/join/')) void JoinPage.preload()
if (location.pathname.startsWith('/admin')) void AdminPage.preload()

export function App() {
  return (
    <Boundary>
      <LocationProvider>
        <Screen />
      </LocationProvider>
      <ToastPlace />
    </Boundary>
  )
}

function Screen() {
  switch (session.value.phase) {
    case 'unknown':
      return <WaitingPage />
    case 'unreachable':
      return <UnreachablePage />
    case 'guest':
      return <GuestScreen />
    case 'member':
      return <MemberScreen id={session.value.account.id} />
    default:
      return session.value satisfies never
  }
}

function GuestScreen() {
  return (
    <Router>
      <Route path="/sign-in" component={SignInPage} />
      <Route path="/register" component={RegisterPage} />
      <Route path="/reset" component={ResetPage} />
      <Route default component={ToSignIn} />
    </Router>
  )
}

function ToSignIn() {
  const [path = '/'] = useLocation().url.split('#')
  return <Redirect to={signInFor(path, location.hash)} />
}

// All paths of the chat are one component, so that the list stays in place between rooms.
function MemberScreen({ id }: { id: string }) {
  useEffect(() => inbox.open(), [id])
  return (
    <Router>
      <Route path="/" component={ChatPage} />
      <Route path="/rooms/:id" component={ChatPage} />
      <Route path="/directory" component={ChatPage} />
      <Route path="/join/:room" component={JoinPage} />
      <Route path="/settings" component={SettingsPage} />
      <Route path="/settings/:section" component={SettingsPage} />
      <Route path="/admin" component={AdminPage} />
      <Route path="/admin/:section" component={AdminPage} />
      <Route path="/reset" component={ResetPage} />
      <Route path="/sign-in" component={Onward} />
      <Route path="/register" component={Onward} />
      <Route default component={NotFoundPage} />
    </Router>
  )
}

/** Signed in: on to where the person was going. */
function Onward() {
  return <Redirect to={destinationOf(useLocation().query.next, location.hash)} />
}
