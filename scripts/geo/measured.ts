/** How good the study area is, by `npm run geo-data -- measure` and written down here by hand: no boundary comes with the project. */
export const ACCURACY = {}
