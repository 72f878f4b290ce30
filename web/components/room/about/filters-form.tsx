import type { Room } from '../../../../protocol/events.ts'
import type { Filters } from '../../../../protocol/rest.ts'
import { loadFilters, setFilters } from '../../../net/running.ts'
import { mistakesInFilters, wordsIn } from '../../../state/filters-form.ts'
import { say } from '../../../state/toast.ts'
import { Form } from '../../form.tsx'
import { Loading } from '../../loading.tsx'
import { TextArea } from '../../text-area.tsx'
import { useForm } from '../../use-form.ts'
import { useLoaded } from '../../use-loaded.ts'

interface FiltersFormProps {
  room: Room
  onClose(): void
}

/** Words that are not wanted in a room. */
export function FiltersForm(props: FiltersFormProps) {
  const loaded = useLoaded(() => loadFilters(props.room.id))
  return <Loading of={loaded}>{words => <WordsForm {...props} words={words} />}</Loading>
}

function WordsForm({ room, words, onClose }: FiltersFormProps & { words: readonly string[] }) {
  const form = useForm<{ words: string }, Filters>({
    values: { words: words.join('\n') },
    mistakesIn: mistakesInFilters,
    send: values => setFilters(room.id, wordsIn(values.words)),
    done: ({ words: kept }) => {
      say(kept.length === 1 ? 'One word is filtered' : `${kept.length} words are filtered`)
      onClose()
      return undefined
    },
  })
  return (
    <Form form={form} action="Save" onCancel={onClose}>
      <p>No message may hold these words. Moderators and above may use them.</p>
      <TextArea
        {...form.field('words')}
        label="Words"
        rows={6}
        hint="One in each line. A * stands for the rest of a word: lamp* is also lampshade."
      />
    </Form>
  )
}
