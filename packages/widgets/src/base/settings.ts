import type { Deployment } from '@dmex/sdk'

/** Where an element reads and acts. */
export interface Settings {
  /** EIP-155 chain id. */
  readonly chain: number | undefined
  /** URL of a JSON-RPC endpoint. */
  readonly rpc: string | undefined
  /** Contracts that the address book lacks: themselves, or the URL of a JSON file with `{ chainId, addresses }`. */
  readonly deployment: Deployment | string | undefined
}

/** What an element with settings of its own looks like: every flow element, and `dmex-provider`. */
export interface WithSettings {
  chain?: number | undefined
  rpc?: string | undefined
  deployment?: Deployment | string | undefined
}

let ofScript: Settings = { chain: undefined, rpc: undefined, deployment: undefined }

/** Takes `data-chain`, `data-rpc` and `data-deployment` of the script tag as what holds where nothing else is said. */
export function readScript(script: Element | null): void {
  const read = (name: string): string | undefined => script?.getAttribute(`data-${name}`) ?? undefined
  const chain = read('chain')
  ofScript = {
    chain: chain === undefined ? undefined : Number(chain),
    rpc: read('rpc'),
    deployment: read('deployment'),
  }
}

/** The nearest ancestor of a kind, also across the borders of shadow trees. */
export function closest(start: Element, selector: string): Element | undefined {
  for (let node = parentOf(start); node; node = parentOf(node))
    if (node instanceof Element && node.matches(selector)) return node
  return undefined
}

function parentOf(node: Node): Node | null {
  return node instanceof ShadowRoot ? node.host : node.parentNode
}

/** What holds for an element: its own settings, else those of the nearest `dmex-provider`, else those of the script tag. */
export function settingsOf(element: Element & WithSettings): Settings {
  const provider: WithSettings | undefined = closest(element, 'dmex-provider') as (Element & WithSettings) | undefined
  const pick = <Key extends keyof Settings>(key: Key): Settings[Key] =>
    (element[key] ?? provider?.[key] ?? ofScript[key]) as Settings[Key]
  return { chain: pick('chain'), rpc: pick('rpc'), deployment: pick('deployment') }
}

const files = new Map<string, Promise<Deployment>>()

/** Loads a deployment file once for all who name it. A failure is not kept: the next try asks again. */
export function loadDeployment(url: string): Promise<Deployment> {
  const known = files.get(url)
  if (known !== undefined) return known
  const loading = fetchDeployment(url)
  files.set(url, loading)
  loading.catch(() => files.delete(url))
  return loading
}

async function fetchDeployment(url: string): Promise<Deployment> {
  const answer = await fetch(url)
  if (!answer.ok)
    throw new Error(`${url} answered ${answer.status}. "deployment" names a JSON file { chainId, addresses }.`)
  const { chainId, addresses } = (await answer.json()) as Partial<Deployment>
  if (typeof chainId !== 'number' || typeof addresses !== 'object')
    throw new Error(`${url} is not a deployment. It must be JSON of the form { "chainId": 56, "addresses": { ... } }.`)
  return { chainId, addresses }
}
