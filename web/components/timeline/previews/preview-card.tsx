import { useState } from 'preact/hooks'
import type { Preview } from '../../../../protocol/rest.ts'
import { previewSite } from '../../../state/preview-site.ts'
import './preview-card.css'

/** A link, with what its page says of itself. As high as any other, whatever there is to say. */
export function PreviewCard({ preview }: { preview: Preview }) {
  const { url, title, description, image } = preview
  const [isBroken, setBroken] = useState(false)
  return (
    <a class="preview" href={url} target="_blank" rel="noopener noreferrer">
      {image !== null && !isBroken && (
        <img
          class="preview-image"
          src={image.src}
          alt=""
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
          onError={() => setBroken(true)}
        />
      )}
      <span class="preview-words">
        <span class="preview-site">{previewSite(preview)}</span>
        <strong class="preview-title" dir="auto">
          {title}
        </strong>
        <span class="preview-description" dir="auto">
          {description}
        </span>
      </span>
    </a>
  )
}
