import { DmexBuy, DmexClaim, DmexPortfolio, DmexProvider, DmexYieldChart } from '@dmex/widgets/react'
import { fromWagmi } from '@dmex/widgets/wagmi'
import { useMemo, useState } from 'react'
import { useConfig } from 'wagmi'
import { Account } from './Account.js'
import type { Market } from './market.js'

const languages = { en: 'English', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文', ar: 'العربية' }

/** One line about what happened. */
interface News {
  readonly id: number
  readonly text: string
}

/** The page. What is this application's own is in English; the elements speak the language that is chosen. */
export function App({ market }: { readonly market: Market }) {
  const [language, setLanguage] = useState('en')
  const [isDark, setDark] = useState(false)
  const [news, setNews] = useState<readonly News[]>([])
  const wagmi = useConfig()
  // One connection for the page: whoever connects by this application's own button is connected in every element.
  const connection = useMemo(() => fromWagmi(wagmi), [wagmi])
  const tell = (text: string) => setNews((lines) => [{ id: lines.length, text }, ...lines])
  const theme = isDark ? 'dark' : 'light'

  return (
    <div className={`page ${theme}`}>
      <header>
        <h1>Northwind Guild</h1>
        <label>
          Language{' '}
          <select value={language} onChange={(event) => setLanguage(event.target.value)}>
            {Object.entries(languages).map(([tag, name]) => (
              <option key={tag} value={tag}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="button" aria-pressed={isDark} onClick={() => setDark(!isDark)}>
          Dark
        </button>
        <Account />
      </header>
      <DmexProvider chain={market.deployment.chainId} rpc={market.rpc} deployment={market.deployment} lang={language}>
        <main>
          <section aria-label="Buy">
            <DmexBuy
              config={connection}
              series={1}
              theme={theme}
              onDmexBeforeTx={({ detail }) => tell(`Asked for a signature: ${detail.action}`)}
            />
          </section>
          <section aria-label="Income">
            <DmexYieldChart fleet={1} units="1 TH" theme={theme} />
            <DmexClaim theme={theme} />
          </section>
          <section aria-label="Yours">
            <DmexPortfolio theme={theme} />
          </section>
        </main>
      </DmexProvider>
      <aside aria-label="What happened on this page">
        {news.length === 0 ? <p>Nothing was signed yet.</p> : null}
        <ul>
          {news.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      </aside>
    </div>
  )
}
