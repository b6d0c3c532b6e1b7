import type { AnalysisKind } from '../../contract/methodGuide.ts'
import { agreementMethod } from './agreement.ts'
import { changeMethod } from './change.ts'
import { dbscanMethod, hdbscanMethod } from './clusters.ts'
import { concentrationMethod } from './concentration.ts'
import { emergingHotspotsMethod } from './emergingHotspots.ts'
import { giStarMethod } from './giStar.ts'
import { globalAutocorrelationMethod } from './globalAutocorrelation.ts'
import { hotspotConfidenceMethod } from './hotspotConfidence.ts'
import { localMoranMethod } from './localMoran.ts'
import { nearRepeatMethod } from './nearRepeat.ts'
import { predictionAccuracyMethod } from './predictionAccuracy.ts'
import { ratesMethod } from './rates.ts'
import { stabilityMethod } from './stability.ts'
import { densityMethod, relativeDensityMethod } from './density.ts'
import { patrolZonesMethod } from './patrolZones.ts'
import { spaceTimePermutationMethod, spaceTimeScanMethod, spatialScanMethod } from './scans.ts'
import type { Method } from './method.ts'

/** Every method that can be asked for: a new one adds its line here, its parameters and its guide in the contract. */
export const METHODS: Partial<Record<AnalysisKind, Method>> = {
  agreement: agreementMethod,
  change: changeMethod,
  concentration: concentrationMethod,
  dbscan: dbscanMethod,
  hdbscan: hdbscanMethod,
  'emerging-hotspots': emergingHotspotsMethod,
  'gi-star': giStarMethod,
  'global-autocorrelation': globalAutocorrelationMethod,
  'hotspot-confidence': hotspotConfidenceMethod,
  'local-moran': localMoranMethod,
  'near-repeat': nearRepeatMethod,
  'prediction-accuracy': predictionAccuracyMethod,
  rates: ratesMethod,
  stability: stabilityMethod,
  density: densityMethod,
  'relative-density': relativeDensityMethod,
  'patrol-zones': patrolZonesMethod,
  'spatial-scan': spatialScanMethod,
  'space-time-scan': spaceTimeScanMethod,
  'space-time-permutation': spaceTimePermutationMethod,
}
