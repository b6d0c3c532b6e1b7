/** Ends the name of every invented organisation. Their rows count only while nothing real is in force, and every screen says so. */
export const INVENTED = '(invented)'

export const isInvented = (organisation: string): boolean => organisation.endsWith(INVENTED)

/** The invented force of the demo county. */
export const DEMO_ORGANISATION = `Demo County Constabulary ${INVENTED}`
