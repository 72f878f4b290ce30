import { loadAuthor } from '../../net/reports.ts'
import { Dialog } from '../dialog.tsx'
import { Loading } from '../loading.tsx'
import { useLoaded } from '../use-loaded.ts'
import { ActForm, type ActFormProps } from './act-form.tsx'
import { ResolveForm } from './resolve-form.tsx'

export type ActDialogProps = Omit<ActFormProps, 'author'>

/** What to do about a message and who wrote it. Of a conversation there is nothing that anybody could do. */
export function ActDialog(props: ActDialogProps) {
  const { report, onClose } = props
  if (report.room.name === '')
    return (
      <Dialog title="Resolve the report" onClose={onClose}>
        <ResolveForm {...props} />
      </Dialog>
    )
  return (
    <Dialog title="Act on the report" onClose={onClose}>
      <ActInRoom {...props} />
    </Dialog>
  )
}

function ActInRoom(props: ActDialogProps) {
  const loaded = useLoaded(() => loadAuthor(props.report))
  return <Loading of={loaded}>{author => <ActForm {...props} author={author} />}</Loading>
}
