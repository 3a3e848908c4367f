/** Who calls what in the demo: three APIs, a small plan, four consumers. */
import type { components } from '../../contract/contract.gen.ts'

type Schemas = components['schemas']

interface DemoApi {
  apiName: string
  displayName: string
  description: string
  portal: Schemas['PortalSettings']
}

export const APIS: DemoApi[] = [
  {
    apiName: 'demo-orders',
    displayName: 'Orders (demo)',
    description: 'Demo traffic: orders of a furniture shop',
    portal: { visible: true, categories: ['demo'] },
  },
  {
    apiName: 'demo-catalog',
    displayName: 'Catalog (demo)',
    description: 'Demo traffic: what the shop sells',
    portal: { visible: true, categories: ['demo'] },
  },
  {
    apiName: 'demo-payments',
    displayName: 'Payments (demo)',
    description: 'Demo traffic: how orders are paid',
    portal: { visible: true, categories: ['demo'] },
  },
]

/** So small that its consumer runs into it: real 429 answers by the gateway. */
export const TRIAL_PLAN: Schemas['NewPlan'] = {
  slug: 'demo-trial',
  name: 'Trial (demo)',
  description: 'Demo traffic: 20 requests a minute',
  rate_limit_per_minute: 20,
  burst_limit: 5,
  requires_approval: false,
}

interface DemoConsumer {
  consumer: Schemas['NewConsumer']
  apis: string[]
  isOnTrial: boolean
  /** Its share of the calls, relative to the others. */
  weight: number
}

export const CONSUMERS: DemoConsumer[] = [
  {
    consumer: {
      external_id: 'demo-web-shop',
      name: 'Web shop (demo)',
      email: 'web-shop@demo.example.com',
      company: 'Furniture & Co',
    },
    apis: ['demo-orders', 'demo-catalog', 'demo-payments'],
    isOnTrial: false,
    weight: 6,
  },
  {
    consumer: {
      external_id: 'demo-mobile-app',
      name: 'Mobile app (demo)',
      email: 'mobile-app@demo.example.com',
      company: 'Furniture & Co',
    },
    apis: ['demo-orders', 'demo-catalog'],
    isOnTrial: false,
    weight: 4,
  },
  {
    consumer: {
      external_id: 'demo-price-robot',
      name: 'Price robot (demo)',
      email: 'robot@demo.example.com',
      company: 'Compare It',
    },
    apis: ['demo-catalog'],
    isOnTrial: true,
    weight: 2,
  },
  {
    consumer: {
      external_id: 'demo-bookkeeping',
      name: 'Bookkeeping (demo)',
      email: 'bookkeeping@demo.example.com',
      company: 'Ledger Ltd',
    },
    apis: ['demo-payments'],
    isOnTrial: false,
    weight: 1,
  },
]
