/** The invented force of the demo county: the screens say "invented data" wherever it is among the sources. */
export const DEMO_ORGANISATION = 'Demo County Constabulary'
