import { type InvitationSeen, invitationSeenSchema } from '../../protocol/rest.ts'
import { type Answer, ask } from './api.ts'

/** Asks what an invitation is worth. One that is too long to be one is not worth asking about. */
export async function lookAtInvitation(token: string): Promise<Answer<InvitationSeen>> {
  return await ask(invitationSeenSchema, '/api/auth/invitation', {
    method: 'POST',
    body: { token },
  })
}
