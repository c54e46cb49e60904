import { hashpowerBeneficiarySetEventAbi, hashpowerSetBeneficiaryAbi } from '@dmex/contracts-abi'
import { defineWrite, type WriteAction } from '../core/defineWrite.js'
import { NOBODY } from '../core/nobody.js'
import type { Address, EventOf, ResultOf } from '../core/types.js'
import type { ErrorCodes } from '../errors/DmexError.js'

export declare namespace setBeneficiary {
  /** What to do it with. */
  type Args = {
    /** The hashpower NFT. */
    readonly id: bigint
    /** Who earns from now on; the owner, when left out. */
    readonly beneficiary?: Address | undefined
  }
  /** Who earns from now on. */
  type Event = EventOf<typeof hashpowerBeneficiarySetEventAbi>
  /** What the function returns, as a simulation shows it. */
  type Result = ResultOf<typeof hashpowerSetBeneficiaryAbi>
  /** Errors of the contracts that it can meet, beyond those of the SDK. */
  type ErrorCode = ErrorCodes<'ERC721NonexistentToken' | 'IsLocked' | 'NotAllowed'>
}

/**
 * Names who earns with a hashpower NFT in place of its owner.
 *
 * Writes the beneficiary, and credits what was earned so far to who earned it. A transfer of the NFT clears it.
 *
 * @throws DmexError `NotAllowed` when the caller is not the owner
 * @throws DmexError `IsLocked` while an auction, a loan or a rig holds the NFT
 * @throws DmexError `ERC721NonexistentToken` when there is no such NFT
 *
 * @example
 * ```ts
 * import type { Address, DmexClient } from '@dmex/sdk'
 * import { setBeneficiary } from '@dmex/sdk/mint'
 *
 * export const letEarn = (client: DmexClient, id: bigint, beneficiary: Address) => setBeneficiary(client, { id, beneficiary })
 * ```
 */
export const setBeneficiary: WriteAction<setBeneficiary.Args, setBeneficiary.Event, setBeneficiary.Result> =
  /*#__PURE__*/ defineWrite({
    name: 'mint.setBeneficiary',
    contract: 'hashpower',
    abi: hashpowerSetBeneficiaryAbi,
    args: ({ id, beneficiary = NOBODY }) => [id, beneficiary],
    event: hashpowerBeneficiarySetEventAbi,
  })
