import {
  type Abi,
  type Address,
  createTestClient,
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  type Hex,
  http,
  publicActions,
  walletActions,
} from 'viem'
import { inject } from 'vitest'
import { type Deployment, PERMIT2 } from '../../src/index.js'
import { type Anvil, startAnvil } from '../../src/testing/index.js'

type Contract = 'Shop' | 'PermitToken' | 'OldPermitToken' | 'StubbornToken'

/** The fixture contracts on a chain of their own. */
export interface ShopChain {
  readonly anvil: Anvil
  readonly rpcUrl: string
  readonly deployment: Deployment
  /** Anvil's accounts: the first deployed everything, the second has tokens, the third nothing but gas. */
  readonly deployer: Address
  readonly buyer: Address
  readonly stranger: Address
  readonly shop: Address
  readonly redeemer: Address
  /** With EIP-2612 permit; the shop takes it until told otherwise. */
  readonly permitToken: Address
  /** With the permit that DAI had before EIP-2612. */
  readonly oldPermitToken: Address
  /** Without permit and without reasons. */
  readonly stubbornToken: Address
  /** Calls a function of a fixture contract from the deployer. */
  write(contract: Contract, functionName: string, args: readonly unknown[], from?: Address): Promise<Hex>
  read(contract: Contract, functionName: string, args: readonly unknown[]): Promise<unknown>
  /** Puts Permit2 where it is on every chain. */
  installPermit2(): Promise<void>
  snapshot(): Promise<() => Promise<void>>
  stop(): Promise<void>
}

/** Starts anvil and deploys the fixtures. */
export async function startShop(): Promise<ShopChain> {
  const anvil = await startAnvil()
  const transport = http(anvil.rpcUrl)
  const chain = createTestClient({ mode: 'anvil', transport, pollingInterval: 20 })
    .extend(publicActions)
    .extend(walletActions)
  const [deployer, buyer, stranger] = (await chain.getAddresses()) as [Address, Address, Address]
  const fixtures = inject('fixtures')
  const artifact = (name: string) => {
    const found = fixtures[name]
    if (!found) throw new Error(`No fixture ${name}`)
    return found
  }
  const deploy = async (name: string, args: readonly unknown[] = []): Promise<Address> => {
    const { abi, bytecode } = artifact(name)
    const data = encodeDeployData({ abi: abi as Abi, bytecode, args })
    const hash = await chain.sendTransaction({ account: deployer, chain: null, data })
    const { contractAddress } = await chain.waitForTransactionReceipt({ hash })
    if (!contractAddress) throw new Error(`${name} was not deployed`)
    return getAddress(contractAddress)
  }
  const permitToken = await deploy('PermitToken')
  const oldPermitToken = await deploy('OldPermitToken')
  const stubbornToken = await deploy('StubbornToken')
  const shop = await deploy('Shop', [permitToken])
  const redeemer = await deploy('Redeemer', [shop])
  const at = { Shop: shop, PermitToken: permitToken, OldPermitToken: oldPermitToken, StubbornToken: stubbornToken }

  const self: ShopChain = {
    anvil,
    rpcUrl: anvil.rpcUrl,
    deployment: { chainId: anvil.chainId, addresses: { primarySale: shop, hashpower: redeemer } },
    deployer,
    buyer,
    stranger,
    shop,
    redeemer,
    permitToken,
    oldPermitToken,
    stubbornToken,
    async write(contract, functionName, args, from = deployer) {
      const data = encodeFunctionData({ abi: artifact(contract).abi as Abi, functionName, args })
      const hash = await chain.sendTransaction({ account: from, chain: null, to: at[contract], data })
      await chain.waitForTransactionReceipt({ hash })
      return hash
    },
    read: (contract, functionName, args) =>
      chain.readContract({ address: at[contract], abi: artifact(contract).abi as Abi, functionName, args }),
    installPermit2: () => chain.setCode({ address: PERMIT2, bytecode: artifact('MiniPermit2').runtime }),
    async snapshot() {
      const id = await chain.snapshot()
      return () => chain.revert({ id })
    },
    stop: () => anvil.stop(),
  }
  await self.write('PermitToken', 'transfer', [buyer, 1_000_000n])
  await self.write('OldPermitToken', 'transfer', [buyer, 1_000_000n])
  await self.write('StubbornToken', 'transfer', [buyer, 1_000_000n])
  return self
}
