/** The invented force of the demo county. Its rows count only while nothing real is in force, and every screen says that they are invented. */
export const DEMO_ORGANISATION = 'Demo County Constabulary'
