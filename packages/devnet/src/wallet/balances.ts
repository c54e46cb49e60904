import { erc20BalanceOfAbi } from '@dmex/contracts-abi'
import type { Address } from '@dmex/sdk'
import { readAll, view } from '../contracts.js'
import type { Amount } from '../state.js'
import type { World } from '../world.js'
import { moneyOf } from './names.js'

/** Reads what each account has of each test token, leaving out what it has nothing of. */
export async function balancesOf(world: World, accounts: readonly Address[]): Promise<readonly (readonly Amount[])[]> {
  const money = moneyOf(world).filter(({ symbol }) => symbol in world.tokens)
  const values = await readAll(
    world.rpc,
    accounts.flatMap((account) => money.map(({ address }) => view(address, erc20BalanceOfAbi, [account]))),
  )
  return accounts.map((_, index) =>
    money.flatMap(({ symbol, decimals }, column): Amount[] => {
      const value = values[index * money.length + column] ?? 0n
      return value > 0n ? [{ value: value.toString(), decimals, symbol }] : []
    }),
  )
}
