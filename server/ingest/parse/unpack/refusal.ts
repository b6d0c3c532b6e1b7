/** In the process that unpacks: the file cannot be used. Told to the service, which makes a Problem of it. */
export class Refusal extends Error {
  readonly kind: string
  readonly line: number | undefined

  constructor(kind: string, what: string, line?: number) {
    super(what)
    this.name = 'Refusal'
    this.kind = kind
    this.line = line
  }
}
