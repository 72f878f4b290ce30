import { writeFile } from 'node:fs/promises'
import { permissionsDocument } from './permissions.ts'

// npm run documents: writes the documents that are made of the code.

await writeFile(new URL('../../docs/permissions.md', import.meta.url), permissionsDocument())
