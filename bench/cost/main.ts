// Prints what a deployment costs, as Markdown: node bench/cost/main.ts
import { report } from './tables.ts'

console.log(report())
