import bash from 'highlight.js/lib/languages/bash'
import c from 'highlight.js/lib/languages/c'
import cpp from 'highlight.js/lib/languages/cpp'
import csharp from 'highlight.js/lib/languages/csharp'
import css from 'highlight.js/lib/languages/css'
import diff from 'highlight.js/lib/languages/diff'
import go from 'highlight.js/lib/languages/go'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import kotlin from 'highlight.js/lib/languages/kotlin'
import php from 'highlight.js/lib/languages/php'
import python from 'highlight.js/lib/languages/python'
import ruby from 'highlight.js/lib/languages/ruby'
import rust from 'highlight.js/lib/languages/rust'
import sql from 'highlight.js/lib/languages/sql'
import swift from 'highlight.js/lib/languages/swift'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'
import { createLowlight } from 'lowlight'
import type { Language } from '../../../state/markdown/languages.ts'

// Only ever loaded by `import()`, when there is code to be shown in a language that is known.

const lowlight = createLowlight({
  ...{ bash, c, cpp, csharp, css, diff, go, java, javascript, json, kotlin, php, python, ruby },
  ...{ rust, sql, swift, typescript, xml, yaml },
} satisfies Record<Language, unknown>)

/** A part of some code, and what it is to whoever reads it. */
export interface CodeToken {
  text: string
  kind?: TokenKind
}
export type TokenKind = 'keyword' | 'name' | 'value' | 'string' | 'comment' | 'added' | 'removed'

/** The code in its parts; put together again they are the code. */
export function tokensOf(language: Language, code: string): CodeToken[] {
  const tokens: CodeToken[] = []
  collect(lowlight.highlight(language, code).children, undefined, tokens)
  // What is not of its language is now and then given back with a line more.
  return tokens.map(({ text }) => text).join('') === code ? tokens : [{ text: code }]
}

type Nodes = ReturnType<typeof lowlight.highlight>['children']

function collect(nodes: Nodes, kind: TokenKind | undefined, tokens: CodeToken[]): void {
  for (const node of nodes) {
    if (node.type === 'text') add(node.value, kind, tokens)
    else if (node.type === 'element')
      collect(node.children as Nodes, kindOf(node.properties.className) ?? kind, tokens)
  }
}

function add(text: string, kind: TokenKind | undefined, tokens: CodeToken[]): void {
  const last = tokens.at(-1)
  if (last !== undefined && last.kind === kind) last.text += text
  else tokens.push(kind === undefined ? { text } : { text, kind })
}

function kindOf(classes: unknown): TokenKind | undefined {
  const [name] = Array.isArray(classes) ? classes : []
  return typeof name === 'string' ? KINDS.get(name.replace('hljs-', '')) : undefined
}

// Many kinds of things in few colours: what is not here looks like the code around it.
const KINDS: ReadonlyMap<string, TokenKind> = new Map(
  (
    [
      ['keyword', ['keyword', 'meta', 'selector-tag', 'doctag', 'section', 'tag']],
      [
        'name',
        ['title', 'name', 'type', 'built_in', 'class', 'function', 'selector-class', 'selector-id'],
      ],
      [
        'value',
        [
          'number',
          'literal',
          'variable',
          'template-variable',
          'attr',
          'attribute',
          'symbol',
          'params-type',
        ],
      ],
      ['string', ['string', 'regexp', 'char', 'link', 'quote']],
      ['comment', ['comment']],
      ['added', ['addition']],
      ['removed', ['deletion']],
    ] as const
  ).flatMap(([kind, names]) => names.map(name => [name, kind] as const)),
)
