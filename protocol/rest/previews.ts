import * as z from 'zod'
import { PREVIEWS_PER_MESSAGE } from '../limits.ts'

/** A picture that a page shows of itself. `src` is an address of ours; its size is what the page claims. */
export const previewImageSchema = z.object({
  src: z.string().startsWith('/api/previews/image?'),
  width: z.int().min(1).optional(),
  height: z.int().min(1).optional(),
})

/** What stands behind a link, in the words of whoever made it: `url` is the link as it was written. */
export const previewSchema = z
  .object({
    url: z.url({ protocol: /^https?$/ }),
    title: z.string(),
    description: z.string(),
    siteName: z.string(),
    image: previewImageSchema.nullable(),
  })
  .meta({ id: 'Preview' })
export type Preview = z.infer<typeof previewSchema>

/** In the order of the links; those of which nothing can be said are left out. */
export const previewsSchema = z
  .object({ previews: z.array(previewSchema).max(PREVIEWS_PER_MESSAGE) })
  .meta({ id: 'Previews' })
