import type { ComponentType } from 'preact'
import type { Account } from '../../../protocol/rest.ts'
import type { IconName } from '../icon.tsx'
import { AccountSection } from './account/account-section.tsx'
import { ActivitySection } from './activity/activity-section.tsx'
import { DevicesSection } from './devices/devices-section.tsx'
import { InvitationsSection } from './invitations/invitations-section.tsx'
import { PeopleSection } from './people/people-section.tsx'
import { ProfileSection } from './profile/profile-section.tsx'
import { ProgramsSection } from './programs/programs-section.tsx'
import { SecuritySection } from './security/security-section.tsx'

export interface SectionProps {
  account: Account
}

export interface Section {
  /** The last part of its path. */
  name: string
  title: string
  about: string
  icon: IconName
  Page: ComponentType<SectionProps>
}

/** What everybody may set for themselves. */
export const OWN: readonly Section[] = [
  {
    name: 'profile',
    title: 'Profile',
    about: 'Your name, a few words, what you are up to',
    icon: 'person',
    Page: ProfileSection,
  },
  {
    name: 'security',
    title: 'Security',
    about: 'Password, authenticator app, passkeys',
    icon: 'lock',
    Page: SecuritySection,
  },
  {
    name: 'devices',
    title: 'Devices',
    about: 'Where you are signed in',
    icon: 'phone',
    Page: DevicesSection,
  },
  {
    name: 'programs',
    title: 'Programs',
    about: 'Tokens for programs that act for you',
    icon: 'program',
    Page: ProgramsSection,
  },
  {
    name: 'activity',
    title: 'Activity',
    about: 'What happened to your account',
    icon: 'clock',
    Page: ActivitySection,
  },
  {
    name: 'account',
    title: 'Account',
    about: 'E-mail, your data, deleting it all',
    icon: 'account',
    Page: AccountSection,
  },
]

/** What admins look after. */
export const ADMIN: readonly Section[] = [
  {
    name: 'invitations',
    title: 'Invitations',
    about: 'Links with which others make an account',
    icon: 'invitation',
    Page: InvitationsSection,
  },
  {
    name: 'people',
    title: 'People',
    about: 'Everybody with an account here',
    icon: 'people',
    Page: PeopleSection,
  },
]

export function sectionsFor({ role }: Account): readonly Section[] {
  return role === 'admin' ? [...OWN, ...ADMIN] : OWN
}
