/** Languages whose code is shown in colours, and what else people write after a fence for each. */
const LANGUAGES = {
  bash: ['sh', 'shell', 'zsh', 'console'],
  c: ['h'],
  cpp: ['c++', 'cc', 'hpp', 'cxx'],
  csharp: ['cs', 'c#'],
  css: ['scss'],
  diff: ['patch'],
  go: ['golang'],
  java: [],
  javascript: ['js', 'jsx', 'mjs', 'cjs', 'node'],
  json: ['json5', 'jsonc'],
  kotlin: ['kt'],
  php: [],
  python: ['py', 'python3'],
  ruby: ['rb'],
  rust: ['rs'],
  sql: ['postgres', 'postgresql', 'sqlite', 'mysql'],
  swift: [],
  typescript: ['ts', 'tsx', 'mts', 'cts'],
  xml: ['html', 'svg', 'xhtml', 'vue'],
  yaml: ['yml'],
} as const satisfies Record<string, readonly string[]>

export type Language = keyof typeof LANGUAGES

const BY_NAME: ReadonlyMap<string, Language> = new Map(
  (Object.keys(LANGUAGES) as Language[]).flatMap(language =>
    [language, ...LANGUAGES[language]].map(name => [name, language] as const),
  ),
)

/** @param name as it stands after the fence, in lower case */
export function languageOf(name: string): Language | undefined {
  return BY_NAME.get(name)
}
