import type { Activity } from '../../../../protocol/rest.ts'
import { loadActivity } from '../../../net/account.ts'
import { dayLabel } from '../../../state/day.ts'
import { activityWords, byDay, isWorrying } from '../../../state/settings/activity.ts'
import { Card } from '../../card.tsx'
import { LOCALE, minute } from '../../clock.ts'
import { Icon } from '../../icon.tsx'
import { Loading } from '../../loading.tsx'
import { Time } from '../../time.tsx'
import { useLoaded } from '../../use-loaded.ts'
import './activity-section.css'

/** What happened to the account of late. */
export function ActivitySection() {
  const loaded = useLoaded(loadActivity)
  return (
    <Card
      title="Of late"
      about="If something here was not you, change your password and sign out what you do not know."
    >
      <Loading of={loaded} lines={5}>
        {activity =>
          activity.length === 0 ? (
            <p class="card-empty">Nothing has happened yet.</p>
          ) : (
            byDay(activity).map(day => <ActivityDay key={day[0]?.at} activity={day} />)
          )
        }
      </Loading>
    </Card>
  )
}

function ActivityDay({ activity }: { activity: readonly Activity[] }) {
  return (
    <section class="activity-day">
      <h3 class="activity-day-title">{dayLabel(activity[0]?.at ?? 0, minute.value, LOCALE)}</h3>
      <ul>
        {activity.map(({ at, action, ip }, index) => (
          <li class={`activity ${isWorrying(action) ? 'activity-worrying' : ''}`} key={index}>
            <Time at={at} />
            <span class="activity-words">
              {isWorrying(action) && <Icon name="alert" size={16} />}
              {activityWords(action)}
            </span>
            {ip !== '' && <span class="activity-ip">{ip}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}
