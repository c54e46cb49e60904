import { publicActions, walletActions } from 'viem'

/** Who plays which part, as the devnet calls them. */
export const parts = { miner: 'miner1', player: 'player1', guild: 'player2', buyer: 'player3' }

/** A client of everybody in the story. */
export const castOf = (devnet) =>
  Object.fromEntries(
    Object.entries(parts).map(([part, person]) => [
      part,
      devnet.as(person).extend(publicActions).extend(walletActions),
    ]),
  )

/** Sends a call of a contract, and waits for it. */
export async function send(client, address, abi, args) {
  const hash = await client.writeContract({ address, abi: [abi], functionName: abi.name, args })
  await client.waitForTransactionReceipt({ hash })
}
