import { describe, expect, it } from 'vitest'
import { checkDeployment } from '../../src/chains/index.js'
import { isDmexError } from '../../src/errors/index.js'
import type { Pools } from '../../src/index.js'
import { failure } from '../support/failure.js'
import { useMarket } from '../support/market.js'

describe('checking a deployment', () => {
  const market = useMarket()
  const client = () => market.as(market.accounts.alice)

  it('finds every contract of a deployment of this version', async () => {
    const checked = await checkDeployment(client())
    expect(checked.map(({ contract }) => contract).sort()).toEqual(Object.keys(market.deployment.addresses).sort())
    expect(checked.length).toBeGreaterThan(8)
  })

  it('says which contract is missing, and where it was looked for', async () => {
    const addresses = { ...market.deployment.addresses, lens: market.accounts.bob }
    const error = await failure(checkDeployment(client(), { ...market.deployment, addresses }))
    expect(isDmexError(error, 'ContractNotDeployed') && error.args.contract).toBe('lens')
    expect(error.message).toContain(market.accounts.bob)
  })

  it('says which function a contract of another version lacks', async () => {
    const { dmc, ...others } = market.deployment.addresses
    const error = await failure(
      checkDeployment(client(), { ...market.deployment, addresses: { ...others, primarySale: dmc } }),
    )
    expect(isDmexError(error, 'VersionMismatch') && error.args.contract).toBe('primarySale')
  })

  it('looks at pools, too', async () => {
    const { deployment, accounts } = market
    const poolsOf = (pools: Partial<Pools>) => ({ ...deployment, pools: { lend: [], mine: [], ...pools } })
    const nobody = await failure(checkDeployment(client(), poolsOf({ lend: [accounts.bob] })))
    expect(isDmexError(nobody, 'ContractNotDeployed') && nobody.args.contract).toBe('lendingPool')
    const dmc = deployment.addresses.dmc ?? '0x'
    const other = await failure(checkDeployment(client(), poolsOf({ mine: [dmc] })))
    expect(isDmexError(other, 'VersionMismatch') && other.args.contract).toBe('jointMiningPool')
  })

  it('refuses an endpoint of another chain', async () => {
    const { chain, ...anywhere } = client()
    const error = await failure(checkDeployment(anywhere, { ...market.deployment, chainId: 1 }))
    expect(isDmexError(error, 'WrongChain') && error.args).toEqual({ expected: 1, actual: chain?.id })
  })
})
