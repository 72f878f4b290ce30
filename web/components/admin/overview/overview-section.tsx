import { loadOverview } from '../../../net/admin.ts'
import { Card } from '../../card.tsx'
import { Loading } from '../../loading.tsx'
import { useLoaded } from '../../use-loaded.ts'
import { Bars } from '../bars.tsx'
import { Figures } from './figures.tsx'

/** How much there is of everything, and what people use. */
export function OverviewSection() {
  const loaded = useLoaded(loadOverview)
  return (
    <Loading of={loaded} lines={5}>
      {overview => (
        <>
          <Card title="Now">
            <Figures overview={overview} />
          </Card>
          <Card title="Commands" about="What was typed after a slash in the last 30 days.">
            {overview.commands.length === 0 ? (
              <p class="card-empty">Nobody has used one yet.</p>
            ) : (
              <Bars
                label="Commands, the most used first"
                bars={overview.commands.map(({ name, uses }) => ({
                  name: `/${name}`,
                  value: uses,
                  words: uses.toLocaleString('en'),
                }))}
              />
            )}
          </Card>
        </>
      )}
    </Loading>
  )
}
