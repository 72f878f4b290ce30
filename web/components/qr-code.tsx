import { encode } from 'uqr'
import { qrPath } from '../state/qr-path.ts'
import './qr-code.css'

/** A QR code, drawn here: what it holds goes nowhere. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={qrPath(data)} shape-rendering="crispEdges" />
    </svg>
  )
}
