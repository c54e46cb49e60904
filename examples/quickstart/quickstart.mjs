// Hashpower in a sword: bought, attached, earning real Bitcoin income, and sold along with the sword.
// Run it with: node examples/quickstart/quickstart.mjs
import { erc721TransferFromAbi } from '@dmex/contracts-abi'
import { createDevnet } from '@dmex/devnet'
import { execute, formatHashpower, formatUnits, hashpower } from '@dmex/sdk'
import { buyHashpower, getHashpower, quoteBuy } from '@dmex/sdk/mint'
import { attach, claimSlots, getSlot, slotPayments } from '@dmex/sdk/rig'
import { walletActions } from 'viem'

// A whole market on this machine: chain, contracts, miners, and players with test money.
const devnet = await createDevnet({ date: '2024-04-06' })

/** @param {import('@dmex/sdk').WriteResult<undefined>} claimed */
const paidIn = ({ receipt }) => `${formatUnits(slotPayments(receipt.logs)[0]?.amounts[0] ?? 0n, 8)} tBTC`

try {
  const ada = devnet.as('player2').extend(walletActions)
  const bo = devnet.as('player3')

  // Ada buys 5 TH/s of a miner's series. A plan finds out what has to be approved; execute sends it.
  const quote = await quoteBuy(ada, { seriesId: 1, units: hashpower('5 TH') })
  const bought = await execute(ada, await buyHashpower.plan(ada, quote.buy))
  const powerId = bought.event.id
  console.log(
    `Ada pays ${formatUnits(quote.cost, quote.pay.decimals)} ${quote.pay.symbol} for hashpower NFT ${powerId}`,
  )

  // She attaches it to her sword: any ERC-721 will do, the game's contract needs no change.
  const sword = /** @type {const} */ ({ kind: 'erc721', collection: devnet.games.items, id: 2n })
  await execute(ada, await attach.plan(ada, { item: sword, powerId }))

  // Days pass. The miner hands over what Bitcoin really paid; the sword earns.
  await devnet.advanceDays(8)
  const claimed = await claimSlots(ada, { items: [sword] })
  console.log('A week later Ada claims', paidIn(claimed))

  // She sells the sword. Nothing else has to move: who holds the item earns.
  await ada.writeContract({
    address: sword.collection,
    abi: [erc721TransferFromAbi],
    functionName: 'transferFrom',
    args: [ada.account.address, bo.account.address, sword.id],
  })
  await devnet.advanceDays(7)
  console.log(
    'Another week later Bo, who holds the sword now, claims',
    paidIn(await claimSlots(bo, { items: [sword] })),
  )

  const { units, refundFloor } = await getHashpower(bo, { id: powerId })
  const { controller } = await getSlot(bo, { item: sword })
  console.log(`${formatHashpower(units)} in ${controller}'s sword; refundable: ${formatUnits(refundFloor, 6)} tUSDT`)
} finally {
  await devnet.stop()
}
