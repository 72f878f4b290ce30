import { useState } from 'preact/hooks'
import { Button } from '../../button.tsx'
import { CopyButton } from '../../copy-text.tsx'
import { Dialog } from '../../dialog.tsx'
import { Said } from '../../said.tsx'
import { saveFile } from '../../save-file.ts'
import './keep-codes.css'

/** Recovery codes, shown this once. */
export function KeepCodes({ codes, onKept }: { codes: readonly string[]; onKept(): void }) {
  const [said, setSaid] = useState<string>()
  return (
    <Dialog title="Keep these codes" onClose={onKept} firm>
      <div class="keep-codes">
        <p class="keep-codes-whose">{whose()}</p>
        <p>
          Each of them opens your account once when your app or passkey is lost. They are not shown
          again: keep them where you will find them without this device.
        </p>
        <ol class="keep-codes-list" aria-label="Recovery codes">
          {codes.map(code => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <div class="keep-codes-ways">
          <CopyButton text={codes.join('\n')} onCopied={setSaid} />
          <Button onClick={() => saveCodes(codes)}>Download</Button>
          <Button onClick={() => print()}>Print</Button>
          <Said text={said} />
        </div>
        <div class="dialog-actions">
          <Button kind="primary" onClick={onKept}>
            I have kept them
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

/** For a sheet of paper or a file that is found years later. */
function whose(): string {
  return `Recovery codes for ${location.host}`
}

function saveCodes(codes: readonly string[]): void {
  const text = `${whose()}. Each of them works once.\n\n${codes.join('\n')}\n`
  saveFile(new Blob([text], { type: 'text/plain' }), 'alcove-recovery-codes.txt')
}
