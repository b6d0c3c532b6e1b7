import { expect, test } from 'vitest'
import { exampleOf, fieldsOf, operationsByTag, typeWords } from '../../client/pages/openApi.ts'
import type { OpenApi } from '../../client/pages/openApi.ts'

const document: OpenApi = {
  paths: {
    '/api/runs': { post: { tags: ['Analysis'], summary: 'Make' } },
    '/api/catalogue': { get: { tags: ['Data'] } },
    '/api/runs/{id}': { get: { tags: ['Analysis'] } },
  },
  components: {
    schemas: {
      Query: {
        type: 'object',
        required: ['k'],
        properties: {
          k: { type: 'integer', minimum: 1, maximum: 5 },
          categories: { type: 'array', items: { type: 'string', examples: ['robbery'] } },
          loop: { $ref: '#/components/schemas/Query' },
        },
      },
    },
  },
}

test('operations stand under their tags, in the order of the document', () => {
  const tags = operationsByTag(document).map(([tag, operations]) => [tag, operations.map(({ method, path }) => `${method} ${path}`)])
  expect(tags).toEqual([
    ['Analysis', ['post /api/runs', 'get /api/runs/{id}']],
    ['Data', ['get /api/catalogue']],
  ])
})

test('types in words', () => {
  expect(typeWords({ type: 'integer', minimum: 1, maximum: 5 })).toBe('integer 1–5')
  expect(typeWords({ type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 })).toBe('integer')
  expect(typeWords({ anyOf: [{ type: 'number' }, { type: 'null' }] })).toBe('number or null')
  expect(typeWords({ type: 'array', items: { $ref: '#/components/schemas/Run' } })).toBe('list of Run')
  expect(typeWords({ enum: ['a', 'b'] })).toBe('"a" or "b"')
})

test('an example is made from the schema, and a schema that holds itself ends', () => {
  const schemas = document.components?.schemas ?? {}
  expect(fieldsOf(schemas['Query']).map((field) => [field.name, field.required])).toEqual([['k', true], ['categories', false], ['loop', false]])
  expect(exampleOf(schemas['Query'], schemas)).toMatchObject({ k: 1, categories: ['robbery'] })
})
