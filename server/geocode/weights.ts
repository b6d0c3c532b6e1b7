// The parameters of the score, and how they were come by. The features themselves are explained in readings.ts.

export const FEATURES = [
  'bias', 'street', 'station', 'stop', 'school', 'park', 'landmark', 'postcode', 'junction',
  'slips', 'slipsByLength', 'alternative', 'stemOfStreet', 'stemOfOther', 'townless', 'joined', 'oneWord', 'manyAlike',
  'unexplained', 'otherNames', 'beside',
  'townSize', 'townAgrees', 'townNear', 'townDiffers', 'hintTownAgrees', 'hintTownDiffers',
  'tensOfKm', 'tensOfKmTownSaid', 'farAway',
  'kindWordAgrees', 'kindWordDiffers', 'streetTypeDiffers',
  'placeTypeAgrees', 'placeTypeDiffers',
  'onStreetSaid', 'offStreetSaid', 'postcodeAgrees', 'postcodeDiffers', 'crossingSaid',
] as const
export type Feature = (typeof FEATURES)[number]

/** To be fitted: set by hand. */
export const WEIGHTS: Record<Feature, number> = {
  bias: 4, street: 0, station: 0, stop: -0.5, school: 0, park: 0, landmark: 0, postcode: 2, junction: 1,
  slips: -1.2, slipsByLength: -2, alternative: -0.3, stemOfStreet: -2, stemOfOther: -0.5, townless: -0.5, joined: -0.3, oneWord: -0.7, manyAlike: 0,
  unexplained: -0.8, otherNames: -0.3, beside: -1,
  townSize: 0.5, townAgrees: 3, townNear: 1, townDiffers: -3, hintTownAgrees: 1, hintTownDiffers: -1,
  tensOfKm: -2.5, tensOfKmTownSaid: -0.5, farAway: -1,
  kindWordAgrees: 1, kindWordDiffers: -2, streetTypeDiffers: -2,
  placeTypeAgrees: 0.7, placeTypeDiffers: -0.5,
  onStreetSaid: 3, offStreetSaid: -1.5, postcodeAgrees: 2, postcodeDiffers: -2, crossingSaid: 1,
}
