import { useAttribution } from '../queries.ts'

/** Who is to be thanked for the base map, and what the places are worth. */
export function SourceLine({ snapPoints }: { snapPoints: boolean }) {
  const { data } = useAttribution()
  const lines = data?.lines ?? ['© OpenStreetMap contributors', 'GeoNames']
  return <p className="source-line">{[...lines, ...(snapPoints ? ['Places: police.uk snap points'] : [])].join(' · ')}</p>
}
