import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { WagmiProvider } from 'wagmi'
import { App } from './App.js'
import { configOf, findMarket } from './market.js'

const market = await findMarket()
const root = document.querySelector('#root')
if (!root) throw new Error('index.html has no element with the id "root".')
createRoot(root).render(
  <StrictMode>
    <WagmiProvider config={configOf(market)}>
      <QueryClientProvider client={new QueryClient()}>
        <App market={market} />
      </QueryClientProvider>
    </WagmiProvider>
  </StrictMode>,
)
