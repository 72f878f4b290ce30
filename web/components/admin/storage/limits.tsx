import { type LimitGroup, limitGroups, OTHERS } from '../../../state/admin/limit-groups.ts'
import './limits.css'

/** What is bounded, by what it is about; what hardly anybody asks for is put away. */
export function Limits({ limits }: { limits: Readonly<Record<string, number>> }) {
  return (
    <>
      {limitGroups(limits).map(group =>
        group.title === OTHERS ? (
          <details class="limits-others" key={group.title}>
            <summary>{group.title}</summary>
            <LimitList group={group} />
          </details>
        ) : (
          <section key={group.title}>
            <h3 class="limits-title">{group.title}</h3>
            <LimitList group={group} />
          </section>
        ),
      )}
    </>
  )
}

function LimitList({ group }: { group: LimitGroup }) {
  return (
    <dl class="limits">
      {group.limits.map(({ name, title, value }) => (
        <div key={name} title={name}>
          <dt>{title}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
