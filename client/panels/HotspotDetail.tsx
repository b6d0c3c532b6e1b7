import type { Hotspot, Run } from '../../server/contract/results.ts'
import { formatArea, formatCount, formatP, formatRatio, formatShare, formatZ, hotspotSentence } from '../words.ts'
import { Detail, Figures } from './Detail.tsx'

/** Why here: a hotspot in words first, then its figures. */
export function HotspotDetail({ hotspot, run, onShow }: { hotspot: Hotspot; run: Run; onShow: () => void }) {
  return (
    <Detail kind={`Hotspot ${hotspot.rank} of ${run.hotspots.length}`} title={hotspot.place} onShow={onShow}>
      <p className="sentence">{hotspotSentence(hotspot, run.query.adjustment)}</p>
      {run.snapPoints && <p className="hint">Places are police.uk snap points: right to a street or so, not to a door.</p>}
      <Figures
        figures={[
          ['Incidents', formatCount(hotspot.incidents)],
          ['Share of all mapped', formatShare(hotspot.share)],
          ['Times an even spread', formatRatio(hotspot.ratio)],
          ['Area', `${formatArea(hotspot.areaKm2)} km²`],
          ['Cells', formatCount(hotspot.cells.length)],
          ['Incidents per km²', formatCount(hotspot.incidents / hotspot.areaKm2)],
          ['Highest z (Gi*)', formatZ(hotspot.z)],
          ['Lowest adjusted p', formatP(hotspot.adjustedP)],
        ]}
      />
    </Detail>
  )
}
