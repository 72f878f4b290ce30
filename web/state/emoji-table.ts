/** An emoji, and what it is called. */
export interface Emoji {
  emoji: string
  name: string
}

/** The emoji one can choose from. */
export interface EmojiTable {
  groups: readonly { name: string; emoji: readonly Emoji[] }[]
  search(q: string): readonly Emoji[]
}

/** The usual ones, for as long as there is no larger table. */
export async function loadEmojiTable(): Promise<EmojiTable> {
  return { groups: GROUPS, search: q => found(q) }
}

function found(q: string): Emoji[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return GROUPS.flatMap(group => group.emoji).filter(({ name }) =>
    words.every(word => name.includes(word)),
  )
}

const GROUPS = Object.entries({
  Faces:
    '😀 grinning face|😄 laughing eyes|😂 tears of joy|🙂 slight smile|😉 wink|😊 blush|😍 heart eyes|😎 sunglasses|🤔 thinking|😮 surprised|😢 crying|😭 sobbing|😡 angry|😴 sleeping|🤯 mind blown|🙃 upside down',
  Hands:
    '👍 thumbs up|👎 thumbs down|👏 clapping|🙌 raised hands|🙏 thanks please|👋 waving|💪 strong|🤝 handshake|👌 fine ok|✌️ victory peace|🤞 fingers crossed',
  Signs:
    '❤️ red heart|🔥 fire|🎉 party celebration|✨ sparkles|💯 hundred|✅ done check|❌ cross no|❓ question|👀 eyes looking|🚀 rocket|💡 idea lamp|⭐ star|☕ coffee|🍰 cake',
}).map(([name, list]) => ({
  name,
  emoji: list.split('|').map(entry => {
    const space = entry.indexOf(' ')
    return { emoji: entry.slice(0, space), name: entry.slice(space + 1) }
  }),
}))
