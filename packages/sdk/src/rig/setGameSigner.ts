import { offchainItemsGameSignerSetEventAbi, offchainItemsSetGameSignerAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import { NOBODY } from '../core/nobody.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'

export declare namespace setGameSigner {
  /** What to do it with. */
  type Args = {
    /** Who signs, an ERC-1271 contract included; the caller itself, when left out. */
    readonly signer?: Address | undefined
  }
  /** Who signs from now on. */
  type Event = EventOf<typeof offchainItemsGameSignerSetEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof offchainItemsSetGameSignerAbi>
}

/**
 * Names who signs which player has which of the caller's off-chain items.
 *
 * Writes the signer of the calling studio. It can reassign items, never touch a lender's NFT.
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { setGameSigner } from '@dmex/sdk/rig'
 *
 * export const delegate = (client: DmexClient, signer: Address) => setGameSigner(client, { signer })
 * ```
 */
export const setGameSigner: WriteAction<setGameSigner.Args, setGameSigner.Event, setGameSigner.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'rig.setGameSigner',
    contract: 'offchainItems',
    abi: offchainItemsSetGameSignerAbi,
    args: ({ signer = NOBODY }) => [signer],
    event: offchainItemsGameSignerSetEventAbi,
  })
