import * as z from 'zod'
import {
  type CreateLink,
  type Link,
  type LinkCreated,
  type LinkSeen,
  linkCreatedSchema,
  linkListSchema,
  linkSeenSchema,
  type PendingInvitation,
  pendingInvitationSchema,
  pendingInvitationsSchema,
} from '../../protocol/rest.ts'
import type { Answer } from './api.ts'
import { askAsMember } from './confirm.ts'
import { roomPath } from './members.ts'

// How people come into a room: by an invitation to their name, or by a link.

/** Those that wait for an answer. */
export async function loadInvited(room: string): Promise<Answer<PendingInvitation[]>> {
  const answer = await askAsMember(pendingInvitationsSchema, invitationsOf(room))
  return answer.ok ? { ok: true, value: answer.value.invitations } : answer
}

export function invite(room: string, username: string): Promise<Answer<PendingInvitation>> {
  return askAsMember(pendingInvitationSchema, invitationsOf(room), {
    method: 'POST',
    body: { username },
  })
}

/** Withdraws somebody's invitation, or declines one's own. */
export function uninvite(room: string, user: string): Promise<Answer<unknown>> {
  return askAsMember(z.unknown(), `${invitationsOf(room)}/${encodeURIComponent(user)}`, {
    method: 'DELETE',
  })
}

export async function loadLinks(room: string): Promise<Answer<Link[]>> {
  const answer = await askAsMember(linkListSchema, linksOf(room))
  return answer.ok ? { ok: true, value: answer.value.links } : answer
}

/** @returns it and its secret, which is never told again */
export function makeLink(room: string, body: CreateLink): Promise<Answer<LinkCreated>> {
  return askAsMember(linkCreatedSchema, linksOf(room), { method: 'POST', body })
}

export function revokeLink(room: string, link: string): Promise<Answer<unknown>> {
  return askAsMember(z.unknown(), `${linksOf(room)}/${encodeURIComponent(link)}`, {
    method: 'DELETE',
  })
}

/** What a link leads to. */
export function lookAtLink(room: string, secret: string): Promise<Answer<LinkSeen>> {
  return askAsMember(linkSeenSchema, `${linksOf(room)}/look`, { method: 'POST', body: { secret } })
}

function invitationsOf(room: string): string {
  return `${roomPath(room)}/invitations`
}

function linksOf(room: string): string {
  return `${roomPath(room)}/links`
}
