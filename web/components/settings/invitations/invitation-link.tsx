import { Button } from '../../button.tsx'
import { CopyText } from '../../copy-text.tsx'

/** The link of an invitation, to be handed on. */
export function InvitationLink({ link, onDone }: { link: string; onDone(): void }) {
  return (
    <div class="dialog-form">
      <p>It is not shown again. Send it to whom you want here, and to nobody else.</p>
      <CopyText label="Link of the invitation" text={link} />
      <div class="dialog-actions">
        {'share' in navigator && <Button onClick={() => share(link)}>Share</Button>}
        <Button kind="primary" onClick={onDone}>
          I have it
        </Button>
      </div>
    </div>
  )
}

function share(url: string): void {
  // Refused by whoever closes it again, which is no failure.
  navigator.share({ title: 'An invitation to Alcove', url }).catch(() => {})
}
