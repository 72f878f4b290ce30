import * as z from 'zod'

// The content security policy forbids eval. Zod tries it as soon as a schema is made, so this is
// the first thing the page loads.
z.config({ jitless: true })
