/** A fault that ends a load: one line, which names the file and the line. */
export class LoadError extends Error {}
