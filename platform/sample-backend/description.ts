/** The sample backend's own OpenAPI document, served at /api/openapi.json. */

const answer = (description: string) => ({ description, content: { 'application/json': {} } })

const item = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string', minLength: 1, maxLength: 100 } },
}

export const description = {
  openapi: '3.1.0',
  info: {
    title: 'Sample backend',
    version: '1.0.0',
    description: 'A small API to try the gateway with.',
  },
  paths: {
    '/health': { get: { summary: 'Is it up', responses: { 200: answer('It is') } } },
    '/items': {
      get: {
        summary: 'The items',
        responses: {
          200: {
            description: 'The newest 100',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    items: { type: 'array', items: { $ref: '#/components/schemas/Item' } },
                  },
                },
              },
            },
          },
        },
      },
      post: {
        summary: 'Add an item',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['name'],
                properties: { name: item.properties.name },
              },
            },
          },
        },
        responses: { 201: answer('The new item'), 400: answer('What is wrong with it') },
      },
    },
    '/echo': {
      get: { summary: 'What arrived here', responses: { 200: answer('Method, headers, body') } },
      post: { summary: 'What arrived here', responses: { 200: answer('Method, headers, body') } },
    },
    '/slow': {
      get: {
        summary: 'Answers after a while',
        parameters: [
          {
            name: 'ms',
            in: 'query',
            schema: { type: 'integer', minimum: 0, maximum: 60_000, default: 1_000 },
          },
        ],
        responses: { 200: answer('At last') },
      },
    },
    '/status/{code}': {
      get: {
        summary: 'Answers with this status',
        parameters: [
          {
            name: 'code',
            in: 'path',
            required: true,
            schema: { type: 'integer', minimum: 200, maximum: 599 },
          },
        ],
        responses: { default: answer('As asked') },
      },
    },
  },
  components: { schemas: { Item: item } },
}
