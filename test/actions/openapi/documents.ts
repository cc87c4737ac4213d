/** Documents for the tests of this folder. */

export const pets = `openapi: 3.1.0
info: { title: Pets, version: '1' }
servers: [{ url: 'https://{region}.api.test/v1', variables: { region: { default: eu } } }, { url: /local }]
paths:
  /pets:
    parameters: [{ name: X-Tenant, in: header, schema: { type: string, enum: [a, b] } }]
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer, maximum: 100 } }
        - { name: tags, in: query, schema: { type: array, items: { type: string, maxLength: 3 } } }
      responses:
        '200':
          description: ok
          headers: { X-Total: { schema: { type: integer }, example: 12 } }
          content:
            application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } }
            text/csv: { example: "id,name" }
        4XX: { description: wrong }
    post:
      requestBody: { $ref: '#/components/requestBodies/Pet' }
      responses:
        '201':
          description: made
          content:
            application/json:
              examples: { tom: { value: { name: Tom } }, rex: { value: { name: Rex } } }
        '409': { description: there, content: { application/json: { example: { error: there } } } }
  /pets/mine:
    get: { responses: { default: { description: ok, content: { text/plain: { example: mine } } } } }
  /pets/{id}:
    get:
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
        '404': { description: none }
components:
  requestBodies:
    Pet:
      required: true
      content:
        application/json: { schema: { $ref: '#/components/schemas/Pet' } }
        application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Pet' } }
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: { type: integer, readOnly: true, examples: [7] }
        name: { type: string, example: Rex }
        email: { type: string, format: email }
        parent: { $ref: '#/components/schemas/Pet' }
`

/** The same ideas in the words of 3.0. */
export const old = {
  openapi: '3.0.3',
  paths: {
    '/a': {
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: {
                  name: { type: 'string', nullable: true },
                  size: { type: 'number', minimum: 0, exclusiveMinimum: true },
                  example: { type: 'integer' },
                  required: { $ref: '#/components/schemas/Flag' },
                },
              },
            },
          },
        },
        responses: { 204: { description: 'none' } },
      },
    },
  },
  components: { schemas: { Flag: { type: 'boolean' } } },
}

/** Schemas that refer to each other in circles and many times over, as large documents do. */
export function tangled(schemas: number, fan: number): object {
  const all = Array.from({ length: schemas }, (_, at) => [
    `S${at}`,
    {
      type: 'object',
      description: 'x'.repeat(200),
      properties: Object.fromEntries(
        Array.from({ length: fan }, (_unused, branch) => [
          `p${branch}`,
          { $ref: `#/components/schemas/S${(at * fan + branch + 1) % schemas}` },
        ]),
      ),
    },
  ])
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/S0' } } }
  return {
    openapi: '3.1.0',
    paths: { '/s': { post: { requestBody: { content }, responses: { 200: { description: 'ok', content } } } } },
    components: { schemas: Object.fromEntries(all) as object },
  }
}
