import type { Catalogue } from '../../server/contract/results.ts'
import { PAGES } from '../api.ts'

export function NoData({ catalogue, onRetry }: { catalogue: Catalogue; onRetry: () => void }) {
  return (
    <main className="waiting">
      <h1>Violence hotspots</h1>
      <p className="eyebrow">{catalogue.studyArea.name}</p>
      <h2>No data yet</h2>
      <p>Nothing has been received for this area. Take in a police.uk street file on the server:</p>
      <pre>npm run ingest -- --profile police-uk 2024-01-essex-street.csv</pre>
      <p>
        or send it to the service; the <a href={PAGES.api}>API page</a> says how. To look around first, an invented county can be made with
      </p>
      <pre>npm run demo-county -- --out DIR</pre>
      <button type="button" className="button" onClick={onRetry}>
        Look again
      </button>
    </main>
  )
}
