import { exampleOf, fieldsOf, refName, typeWords } from './openApi.ts'
import type { Operation, Schema } from './openApi.ts'

type Schemas = Record<string, Schema>

/** One operation, folded: what it is for, what it takes, what it answers. */
export function OperationView({ operation, schemas }: { operation: Operation; schemas: Schemas }) {
  const { method, path, summary, description, parameters = [], requestBody, responses = {} } = operation
  return (
    <details className="operation">
      <summary>
        <span className="verb">{method.toUpperCase()}</span>
        <span className="path">{path}</span>
        {summary && <span className="operation-sum">{summary}</span>}
      </summary>
      <div className="operation-body">
        {description && <p>{description}</p>}
        {parameters.length > 0 && (
          <>
            <h3>Parameters</h3>
            <Fields
              fields={parameters.map((parameter) => ({
                name: parameter.name,
                required: parameter.required ?? false,
                schema: { ...parameter.schema, description: parameter.description ?? parameter.schema?.description ?? `In the ${parameter.in}` },
              }))}
            />
          </>
        )}
        {Object.entries(requestBody?.content ?? {}).map(([type, content]) => (
          <Body key={type} type={type} schema={content.schema} example={content.example} schemas={schemas} />
        ))}
        <h3>Answers</h3>
        <ul className="answers-list-api">
          {Object.entries(responses).map(([status, response]) => (
            <li key={status}>
              <strong>{status}</strong> {response.description}
              {Object.entries(response.content ?? {}).map(([type, { schema }]) => (
                <div key={type} className="hint">
                  {type}: <TypeLink schema={schema} />
                </div>
              ))}
            </li>
          ))}
        </ul>
      </div>
    </details>
  )
}

function Body({ type, schema, example, schemas }: { type: string; schema: Schema | undefined; example: unknown; schemas: Schemas }) {
  const resolved = schema && (schemas[refName(schema) ?? ''] ?? schema)
  return (
    <>
      <h3>
        Body <span className="hint">{type}</span>
      </h3>
      {fieldsOf(resolved).length > 0 ? <Fields fields={fieldsOf(resolved)} /> : <p className="hint">{typeWords(schema)}</p>}
      {type.includes('json') && (
        <>
          <h3>Example</h3>
          <pre>{JSON.stringify(example ?? exampleOf(schema, schemas), null, 2)}</pre>
        </>
      )}
    </>
  )
}

function TypeLink({ schema }: { schema: Schema | undefined }) {
  const name = schema && (refName(schema) ?? (schema.items && refName(schema.items)))
  return name ? <a href={`#schema-${name}`}>{typeWords(schema)}</a> : <span>{typeWords(schema)}</span>
}

type Field = { name: string; required: boolean; schema: Schema }
export function Fields({ fields }: { fields: Field[] }) {
  return (
    <div className="table-scroll">
      <table className="fields">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Type</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, required, schema }) => (
            <tr key={name}>
              <th scope="row">
                {name}
                {required && <span className="hint"> required</span>}
              </th>
              <td>{typeWords(schema)}</td>
              <td>
                {schema.description}
                {schema.default !== undefined && ` Default: ${JSON.stringify(schema.default)}.`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
