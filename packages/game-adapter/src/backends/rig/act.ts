import { type DmexClient, execute, type Plan } from '@dmex/sdk'
import {
  acceptLending,
  attach,
  attachBatch,
  cancelDetach,
  claimSlots,
  createTerms,
  detach,
  endLending,
  getSlot,
  getTermsId,
  lendPower,
  markOrphan,
  reclaim,
  requestDetach,
  seal,
} from '@dmex/sdk/rig'
import { GameError } from '../../core/errors.js'
import type { Command, Receipt, Terms, UnsignedCall } from '../../core/types.js'
import { deploymentOf } from './rpc.js'

const sum = ({ studioBps = 0, guildBps = 0, lenderBps = 0 }: Terms): number => studioBps + guildBps + lenderBps

/** The plans of a command, one after another. Its terms are recorded first. */
async function plansOf(client: DmexClient, command: Command, each: (plan: Plan) => Promise<void>): Promise<void> {
  let termsId = 0
  if ('terms' in command && command.terms && sum(command.terms) > 0) {
    const { terms } = command
    // The same terms always have the same id: recording them again changes nothing.
    await each(await createTerms.plan(client, terms))
    termsId = await getTermsId(client, terms)
  }
  switch (command.do) {
    case 'attach':
      return each(
        await attach.plan(client, {
          item: command.item,
          powerId: command.power,
          termsId,
          coolDown: command.coolDown,
        }),
      )
    case 'attachBatch':
      return each(
        await attachBatch.plan(client, {
          items: command.pairs.map(({ item }) => item),
          powerIds: command.pairs.map(({ power }) => power),
          termsId,
          coolDown: command.coolDown,
        }),
      )
    case 'lend': {
      const { item, power: powerId, endDay, revocable, onTransfer, price, payToken } = command
      const lent = { item, powerId, termsId, endDay, revocable, onTransfer, price, payToken }
      return each(await lendPower.plan(client, lent))
    }
    case 'accept': {
      // Asked before the token is approved: an approval for an offer that is gone is a fee for nothing.
      const { offered, nonce } = await getSlot(client, { item: command.item })
      if (!offered || nonce !== command.nonce)
        throw new GameError('OfferChanged', 'There is no such offer any more. Read the item again before you accept.')
      return each(await acceptLending.plan(client, { item: command.item, nonce: command.nonce }))
    }
    case 'seal':
      return each(await seal.plan(client, { item: command.item, until: command.until }))
    case 'claim':
      return each(await claimSlots.plan(client, { items: command.items }))
    default: {
      const action = { requestDetach, cancelDetach, detach, endLending, markOrphan, reclaim }[command.do]
      return each(await action.plan(client, { item: command.item }))
    }
  }
}

/** Does what a command says, as the client's account. */
export async function carryOut(client: DmexClient, command: Command): Promise<Receipt> {
  let receipt: Receipt | undefined
  await plansOf(client, command, async (plan) => {
    const done = await execute(client, plan)
    receipt = { id: done.hash, block: BigInt(done.receipt.blockNumber) }
  })
  if (!receipt)
    throw new GameError('BackendFailed', 'The wallet reported no transaction. Look it up before you try again.')
  return receipt
}

/** The calls of a command, approvals first. */
export async function callsOf(client: DmexClient, command: Command): Promise<readonly UnsignedCall[]> {
  // Anybody may claim for anybody: whoever sends it need not be known.
  if (command.do === 'claim') {
    const { to, data, value } = claimSlots.call(await deploymentOf(client), { items: command.items })
    return [{ to, data, value }]
  }
  const calls: UnsignedCall[] = []
  await plansOf(client, command, async (plan) => {
    for (const { to, data, value } of plan.calls) calls.push({ to, data, value })
  })
  return calls
}
