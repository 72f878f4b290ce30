import { InvitationsSection } from '../settings/invitations/invitations-section.tsx'
import { PeopleSection } from '../settings/people/people-section.tsx'
import type { Section } from '../settings/sections.ts'
import { AuditSection } from './audit-section.tsx'
import { OverviewSection } from './overview/overview-section.tsx'
import { ReportsSection } from './reports-section.tsx'
import { RoomsSection } from './rooms/rooms-section.tsx'
import { StorageSection } from './storage/storage-section.tsx'

/** What admins of the deployment look after. */
export const ADMIN_SECTIONS: readonly Section[] = [
  {
    name: 'overview',
    title: 'Overview',
    about: 'How much there is, and how it is used',
    icon: 'overview',
    Page: OverviewSection,
  },
  {
    name: 'reports',
    title: 'Reports',
    about: 'What people want somebody to see to',
    icon: 'flag',
    Page: ReportsSection,
  },
  {
    name: 'people',
    title: 'People',
    about: 'Everybody with an account here',
    icon: 'people',
    Page: PeopleSection,
  },
  {
    name: 'invitations',
    title: 'Invitations',
    about: 'Links with which others make an account',
    icon: 'invitation',
    Page: InvitationsSection,
  },
  {
    name: 'rooms',
    title: 'Rooms',
    about: 'All of them, archived and deleted ones too',
    icon: 'rooms',
    Page: RoomsSection,
  },
  {
    name: 'audit',
    title: 'Audit',
    about: 'What was done, by whom and to whom',
    icon: 'record',
    Page: AuditSection,
  },
  {
    name: 'storage',
    title: 'Limits and storage',
    about: 'What the database holds, and what is bounded',
    icon: 'storage',
    Page: StorageSection,
  },
]
