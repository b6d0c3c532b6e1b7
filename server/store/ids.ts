/** Lines of one file that an id has room for. */
export const MAX_LINES = 2 ** 24

/** Id of the case (and of the incident it founds) that began as line `line` of ingest `ingest`: no sequence to wait for. */
export const caseId = (ingest: number, line: number): number => ingest * MAX_LINES + line
