import { PAGES } from '../api.ts'
import { useOpenApi } from '../queries.ts'
import { ProblemNotice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Fields, OperationView } from './OperationView.tsx'
import { fieldsOf, operationsByTag, typeWords } from './openApi.ts'
import type { OpenApi } from './openApi.ts'

/** The interface for programs, readable by people: made from the same document that programs read. */
export function ApiPage() {
  const { data, error, failureReason, refetch } = useOpenApi()
  const document = data as OpenApi | undefined
  const fault = error ?? failureReason
  const schemas = document?.components?.schemas ?? {}
  const tags = document ? operationsByTag(document) : []
  return (
    <div className="api-scroll">
      <main className="api">
        <header>
          <p>
            <a href={PAGES.map}>Back to the map</a>
          </p>
          <h1>{document?.info?.title ?? 'API'}</h1>
          {document?.info?.version && <p className="hint">Version {document.info.version}</p>}
        </header>
        {document?.info?.description && <p>{document.info.description}</p>}
        {fault && <ProblemNotice error={fault} onRetry={() => void refetch()} />}
        {!document && !fault && <Skeleton lines={12} label="Reading the description of the API" />}
        {document && (
          <nav className="api-nav" aria-label="On this page">
            {tags.map(([tag]) => (
              <a key={tag} href={`#${anchor(tag)}`}>
                {tag}
              </a>
            ))}
            <a href="#schemas">Schemas</a>
            <a href={PAGES.openapi}>OpenAPI document</a>
          </nav>
        )}
        {tags.map(([tag, operations]) => (
          <section key={tag} id={anchor(tag)} className="api-tag">
            <h2>{tag}</h2>
            {operations.map((operation) => (
              <OperationView key={operation.method + operation.path} operation={operation} schemas={schemas} />
            ))}
          </section>
        ))}
        {document && (
          <section id="schemas" className="api-tag">
            <h2>Schemas</h2>
            {Object.entries(schemas).map(([name, schema]) => (
              <div key={name} id={`schema-${name}`} className="schema">
                <h3>{name}</h3>
                {schema.description && <p>{schema.description}</p>}
                {fieldsOf(schema).length > 0 ? <Fields fields={fieldsOf(schema)} /> : <p className="hint">{typeWords(schema)}</p>}
              </div>
            ))}
          </section>
        )}
      </main>
    </div>
  )
}

function anchor(tag: string): string {
  return `tag-${tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
}
