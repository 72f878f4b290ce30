import type { ComponentType } from 'preact'
import type { Account } from '../../../protocol/rest.ts'
import type { IconName } from '../icon.tsx'
import { AccountSection } from './account/account-section.tsx'
import { ActivitySection } from './activity/activity-section.tsx'
import { BlocksSection } from './blocks/blocks-section.tsx'
import { DevicesSection } from './devices/devices-section.tsx'
import { ProfileSection } from './profile/profile-section.tsx'
import { ProgramsSection } from './programs/programs-section.tsx'
import { SecuritySection } from './security/security-section.tsx'

export interface SectionProps {
  account: Account
}

export interface SectionLink {
  /** The last part of its path. */
  name: string
  title: string
  about: string
  icon: IconName
}

export interface Section extends SectionLink {
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
    name: 'blocks',
    title: 'Blocked people',
    about: 'Whom you do not want to hear from',
    icon: 'ban',
    Page: BlocksSection,
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

/** The way to what admins look after. */
export const ADMIN: readonly SectionLink[] = [
  {
    name: 'admin',
    title: 'Deployment',
    about: 'People, rooms, reports and the audit of them all',
    icon: 'deployment',
  },
]
