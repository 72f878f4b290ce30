import { loadOverview } from '../../../net/admin.ts'
import { sizeWords } from '../../../state/admin/figures.ts'
import { counted } from '../../../state/audit/deed.ts'
import { Card } from '../../card.tsx'
import { Loading } from '../../loading.tsx'
import { useLoaded } from '../../use-loaded.ts'
import { Bars } from '../bars.tsx'
import { Limits } from './limits.tsx'

/** What the database holds, and what is bounded here. */
export function StorageSection() {
  const loaded = useLoaded(loadOverview)
  return (
    <Loading of={loaded} lines={6}>
      {({ storage, limits }) => (
        <>
          <Card
            title="Storage"
            about={`The database holds ${sizeWords(storage.databaseBytes)}. These are its largest tables.`}
          >
            <Bars
              label="Tables, the largest first"
              bars={storage.tables.map(({ name, bytes, rows }) => ({
                name,
                value: bytes,
                words: `${sizeWords(bytes)} · ${counted(rows, 'row')}`,
              }))}
            />
          </Card>
          <Card title="Limits" about="What goes beyond one of these is refused, and says so.">
            <Limits limits={limits} />
          </Card>
        </>
      )}
    </Loading>
  )
}
