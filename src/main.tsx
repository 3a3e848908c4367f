/** config -> face -> session -> router -> render. */

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import './styles/app.css'
import { ConfigFault, loadConfig } from './config/config'
import { showLanguage } from './i18n/locale'

const root = createRoot(document.getElementById('root') ?? document.body)
showLanguage()

async function start(): Promise<void> {
  const config = await loadConfig()
  const { startFace } =
    config.face === 'portal' ? await import('./app/portal/portal') : await import('./app/console')
  root.render(<StrictMode>{startFace(config)}</StrictMode>)
}

start().catch(async (error: unknown) => {
  if (!(error instanceof ConfigFault)) throw error
  const { ConfigFaultPage } = await import('./app/sign-in/ConfigFaultPage')
  root.render(<ConfigFaultPage fault={error} />)
})
