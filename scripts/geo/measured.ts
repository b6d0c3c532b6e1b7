/**
 * How good the study area is, as shares of the true area: by `npm run geo-data -- measure` with the fourteen districts of 2011
 * (ONS, generalised, cut to the coast), written down here by hand because no boundary comes with the project.
 */
export const ACCURACY = {
  reference: 'Union of the 14 districts and unitary authorities, ONS LSOA 2011 generalised polygons (measured against, not copied)',
  trueAreaCovered: 0.99,
  landFalselyIncluded: 0.014,
  waterFalselyIncluded: 0.017,
  policeUk2018RowsWithCoordinatesInside: 0.994,
}
