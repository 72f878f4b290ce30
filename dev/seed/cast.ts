// The people and rooms that `--seed` fills in. docs and tests that want somebody to talk about use
// these, so that a name means the same person everywhere.

/** Everybody's. For this machine only: a deployment has no seeded people. */
export const PASSWORD = 'tide pools and lanterns'

export const CAST: readonly { username: string; displayName: string }[] = [
  { username: 'ada', displayName: 'Ada Lovelace' },
  { username: 'grace', displayName: 'Grace Hopper' },
  { username: 'linus', displayName: 'Linus Pauling' },
  { username: 'mary', displayName: 'Mary Anning' },
  { username: 'katherine', displayName: 'Katherine Johnson' },
  { username: 'alan', displayName: 'Alan Turing' },
]

export interface Talk {
  /** By username. The first makes the room, or opens the conversation. */
  people: readonly string[]
  /** Who says what, in this order. */
  lines: readonly (readonly [username: string, body: string])[]
}

export interface Scene extends Talk {
  name: string
  topic: string
  description: string
  /** By username: who looks after the room beside its owner. */
  moderators?: readonly string[]
}

export const SCENES: readonly Scene[] = [
  {
    people: ['ada', 'grace', 'linus', 'mary', 'katherine', 'alan'],
    moderators: ['grace'],
    name: 'Harbour',
    topic: 'Everything that belongs to everybody',
    description: 'Where the day starts: news, questions, the weather over the bay.',
    lines: [
      ['ada', 'Good morning! The kettle is on and the tide is out.'],
      ['grace', 'Morning. Did anybody see the light on the north pier last night?'],
      ['mary', 'Yes! Around eleven. I thought it was the moon on the rocks.'],
      ['alan', 'It blinked three times, paused, then five. I wrote it down.'],
      ['grace', 'Of course you did.'],
      ['alan', 'Somebody has to. It could be primes.'],
      [
        'katherine',
        '3 and 5 could be anything. Send me seven more and I will tell you what it is.',
      ],
      ['linus', 'The harbour master changed the bulb. I asked him.'],
      ['alan', 'I liked my theory better.'],
      ['ada', 'Lunch at one on the terrace? There is soup, and bread that is still warm.'],
      ['mary', 'Count me in. I am bringing something that has been dead for 195 million years.'],
      ['linus', 'As long as it is not for the soup.'],
      ['katherine', 'Six of us, two loaves, so a third each. I checked.'],
      [
        'grace',
        'The room upstairs is booked from three. Please leave the whiteboard as you find it.',
      ],
      ['ada', 'I find it full every time 🙂'],
      ['grace', 'Then leave it full.'],
      ['mary', 'Walking over now. Does anybody need something from town?'],
      ['linus', 'Oranges, please. As many as you can carry.'],
    ],
  },
  {
    people: ['grace', 'ada', 'alan', 'katherine'],
    name: 'Compilers',
    topic: 'From words to machines and back',
    description: 'Programs that read programs. Bugs are welcome when they come in a jar.',
    lines: [
      ['grace', 'The build is green again. It was the comma.'],
      ['alan', 'It is always the comma.'],
      ['ada', 'Which one?'],
      ['grace', 'The one after the last field. The old parser shrugged, the new one does not.'],
      ['katherine', 'I reran the orbit tables with both. They agree to the last digit:'],
      ['katherine', 'old  0.99726957\nnew  0.99726957'],
      ['ada', 'Then I am happy to throw the old one away.'],
      ['alan', 'Keep it a week. We can feed both of them everything and look where they differ.'],
      [
        'grace',
        'Done: every file in the archive, twice. Nine differences, eight of them are commas.',
      ],
      ['ada', 'And the ninth?'],
      ['grace', 'A string with a line end in it. I think the *old* one was wrong for four years.'],
      ['alan', 'Does anybody depend on it being wrong?'],
      [
        'katherine',
        'Let me look… no. Two scripts avoid it, with a comment that says “do not ask”.',
      ],
      ['grace', 'I will take the comments out, then. Somebody asked.'],
    ],
  },
  {
    people: ['mary', 'linus', 'katherine', 'ada'],
    name: 'Weekend walks',
    topic: 'Saturday: along the cliffs, low tide at 10:40',
    description: 'Boots, maps, sandwiches.',
    lines: [
      [
        'mary',
        'Saturday looks dry. Cliffs? Low tide is at 10:40, so we could walk out to the ledges.',
      ],
      ['linus', 'I am in. How far is it?'],
      ['katherine', '11.3 km with the detour, 260 m up. Four hours at the pace of the slowest.'],
      ['linus', 'I am the slowest.'],
      ['katherine', 'I know. Four hours.'],
      ['ada', 'I can bring the big flask. Who has the map?'],
      ['mary', 'Me, and a hammer. Please wear a hat near the wall, it drops things.'],
      ['linus', 'Things?'],
      ['mary', 'Ichthyosaurs, mostly.'],
      ['ada', 'Meet at the bridge at half past eight?'],
      ['katherine', 'Half past eight at the bridge. If it rains before seven, we go on Sunday.'],
    ],
  },
]

export const CONVERSATIONS: readonly Talk[] = [
  {
    people: ['grace', 'ada'],
    lines: [
      ['grace', 'Between us: alan was right about the light. It *was* primes.'],
      ['ada', 'Do we tell him?'],
      ['grace', 'On his birthday.'],
    ],
  },
  {
    people: ['katherine', 'ada', 'linus'],
    lines: [
      [
        'katherine',
        'Mary turns thirty on Friday. I have a cake in mind, in layers: Jurassic below.',
      ],
      ['linus', 'I bring oranges.'],
      ['ada', 'And I keep her talking until six.'],
    ],
  },
]
