import { gameGearMintAbi, gameItemsTransferFromAbi, hashpowerSafeTransferFromAbi } from '@dmex/contracts-abi'
import { encodeFunctionData } from 'viem'
import { describe, expect, it } from 'vitest'
import { isDmexError } from '../../src/errors/index.js'
import { type Address, execute } from '../../src/index.js'
import { getHashpower, setBeneficiary } from '../../src/mint/index.js'
import * as rig from '../../src/rig/index.js'
import { jsonRpc } from '../../src/testing/index.js'
import { failure } from '../support/failure.js'
import { buy, useMarket } from '../support/market.js'
import { helpers } from '../support/scenarios.js'

const market = useMarket()
const help = helpers(market)
const DAY = 86_400

const as = (name: 'alice' | 'bob' | 'carol' | 'studio') => market.as(market.accounts[name])
const codeOf = async (promise: Promise<unknown>) => (await failure(promise)).code

/** Sells a sword: whoever pays gets it. */
async function give({ id }: { id: bigint }, from: Address, to: Address) {
  const data = encodeFunctionData({ abi: [gameItemsTransferFromAbi], args: [from, to, id] })
  await market.send(from, { to: market.game.items, data })
}

async function balanceOf(account: Address): Promise<bigint> {
  const data = `0x70a08231${account.slice(2).padStart(64, '0')}`
  return BigInt(await jsonRpc(market.rpcUrl)('eth_call', { to: market.tokens.btc, data }, 'latest'))
}

describe('power in an item', () => {
  it('follows the item to who buys it, who earns from then on and takes it out', async () => {
    const { alice, bob } = market.accounts
    const { item, powerId } = await help.powered(alice)
    const before = await rig.getSlot(as('alice'), { item })
    expect(before).toMatchObject({ mode: 'bound', principal: alice, controller: alice, powerId })
    expect(before.nonce).toBeGreaterThan(0)
    expect(before.key).toBe(rig.itemKey(item))
    expect(before.power).toMatchObject({ id: powerId, units: 1_000n, owner: market.deployment.addresses.rig })

    await market.deliverDays(1)
    const { shares } = await rig.getSlot(as('alice'), { item })
    expect(shares).toMatchObject({ player: alice, total: shares.playerAmount })
    const { receipt } = await rig.claimSlots(as('carol'), { items: [item] })
    expect(rig.slotPayments(receipt.logs)).toMatchObject([{ players: [alice], amounts: [shares.total] }])
    expect(await balanceOf(alice)).toBe(shares.total)

    await give(item, alice, bob)
    await market.deliverDays(1)
    await rig.claimSlots(as('carol'), { items: [item] })
    expect(await balanceOf(bob)).toBeGreaterThan(0n)
    expect(await balanceOf(alice)).toBe(shares.total)

    await rig.requestDetach(as('bob'), { item })
    await help.travel(DAY)
    const { event } = await rig.detach(as('bob'), { item })
    expect(event).toMatchObject({ powerId, to: bob })
    expect((await rig.getSlot(as('bob'), { item })).mode).toBe('empty')
    expect((await getHashpower(as('bob'), { id: powerId })).owner).toBe(bob)
  })

  it('is refused to who controls no item, owns no power, or names another kind', async () => {
    const { alice, bob } = market.accounts
    const powerId = await buy(market, alice, 100n)
    const item = await help.sword(bob)
    expect(await codeOf(rig.attach(as('alice'), { item, powerId }))).toBe('NotController')
    const mine = await help.sword(alice)
    const missing = await failure(rig.attach(as('alice'), { item: mine, powerId }))
    expect(isDmexError(missing, 'ApprovalMissing') && missing.args.id).toBe(powerId)
    expect(missing.message).toContain('execute(client, plan)')
    const gear = { kind: 'erc1155', collection: market.game.gear, id: 1n, holder: alice } as const
    expect(await codeOf(rig.attach(as('alice'), { item: gear, powerId }))).toBe('ItemNotAllowed')
    const theirs = { kind: 'erc721', collection: market.deployment.addresses.hashpower ?? '0x', id: powerId } as const
    expect(await codeOf(rig.attach(as('alice'), { item: theirs, powerId }))).toBe('ItemNotAllowed')
    expect(await codeOf(rig.attach(as('alice'), { item: mine, powerId, coolDown: 60 }))).toBe('OutOfBounds')
    expect(await codeOf(rig.attach(as('alice'), { item: mine, powerId, termsId: 99 }))).toBe('UnknownTerms')
    const nowhere = { kind: 'erc721', collection: '0x0000000000000000000000000000000000000000', id: 1n } as const
    expect(await codeOf(rig.attach(as('alice'), { item: nowhere, powerId }))).toBe('ItemNotNormal')
    expect(await codeOf(rig.getSlot(as('alice'), { item: nowhere }))).toBe('ItemNotNormal')
    expect(await codeOf(rig.attachBatch(as('alice'), { items: [mine], powerIds: [] }))).toBe('BadArrays')
    expect(await codeOf(rig.attachBatch(as('alice'), { items: [], powerIds: [] }))).toBe('BadArrays')
  })

  it('finds its slot taken, and room in the next one', async () => {
    const { alice } = market.accounts
    const { item } = await help.powered(alice)
    const powerId = await buy(market, alice, 5n)
    const plan = await rig.attach.plan(as('alice'), { item: { ...item, index: 1 }, powerId }, { approval: 'approve' })
    expect(await codeOf(rig.attach(as('alice'), { item, powerId }))).toBe('SlotTaken')
    await execute(as('alice'), plan)
    const { slots } = await rig.getSlots(as('alice'), { items: [item, { ...item, index: 1 }, { ...item, index: 2 }] })
    expect(slots.map(({ mode }) => mode)).toEqual(['bound', 'bound', 'empty'])
    expect(slots[2]).toMatchObject({ principal: undefined, power: undefined, controller: alice })
  })

  it('comes out only after the request of who controls the item, its cool-down, and within a week', async () => {
    const { alice, bob } = market.accounts
    const { item } = await help.powered(alice)
    expect(await codeOf(rig.detach(as('alice'), { item }))).toBe('DetachNotRequested')
    expect(await codeOf(rig.cancelDetach(as('alice'), { item }))).toBe('DetachNotRequested')
    expect(await codeOf(rig.requestDetach(as('bob'), { item }))).toBe('NotController')
    const { event } = await rig.requestDetach(as('alice'), { item })
    const early = await failure(rig.detach(as('alice'), { item }))
    expect(isDmexError(early, 'DetachNotReady') && early.args.readyAt).toBe(BigInt(event.readyAt))
    const { detachBy, detachReadyAt } = await rig.getSlot(as('alice'), { item })
    expect({ detachBy, detachReadyAt }).toEqual({ detachBy: alice, detachReadyAt: event.readyAt })
    await give(item, alice, bob)
    await help.travel(DAY)
    expect(await codeOf(rig.detach(as('alice'), { item }))).toBe('NotController')
    expect(await codeOf(rig.detach(as('bob'), { item }))).toBe('DetachNotRequested')
    await rig.requestDetach(as('bob'), { item })
    await help.travel(8 * DAY + 1)
    expect(await codeOf(rig.detach(as('bob'), { item }))).toBe('DetachNotReady')
    await rig.cancelDetach(as('bob'), { item })
    expect((await rig.getSlot(as('bob'), { item })).detachBy).toBeUndefined()
  })

  it('stays in while it is sealed, and the seal can only be prolonged', async () => {
    const { alice } = market.accounts
    const { item } = await help.powered(alice)
    const now = await help.now()
    await rig.seal(as('alice'), { item, until: now + 10 * DAY })
    expect(await codeOf(rig.seal(as('alice'), { item, until: now + 9 * DAY }))).toBe('SealOutOfBounds')
    expect(await codeOf(rig.seal(as('alice'), { item, until: now + 91 * DAY }))).toBe('SealOutOfBounds')
    expect(await codeOf(rig.seal(as('bob'), { item, until: now + 20 * DAY }))).toBe('NotController')
    const { event } = await rig.requestDetach(as('alice'), { item })
    expect(event.readyAt).toBe(now + 10 * DAY)
    await rig.seal(as('alice'), { item, until: now + 20 * DAY })
    expect(await codeOf(rig.detach(as('alice'), { item }))).toBe('DetachNotRequested')
    expect((await rig.getSlot(as('alice'), { item })).sealUntil).toBe(now + 20 * DAY)
  })

  it('pays studio and guild by terms', async () => {
    const { alice, studio, carol } = market.accounts
    const terms = { studio, studioBps: 1_000, guild: carol, guildBps: 500 }
    expect(await codeOf(rig.createTerms(as('studio'), { studio, studioBps: 5_001 }))).toBe('BadTerms')
    expect(await codeOf(rig.getTermsId(as('studio'), { studio }))).toBe('BadTerms')
    expect(await rig.getTermsId(as('studio'), {})).toBe(0)
    const { result } = await rig.createTerms.simulate(as('studio'), terms)
    await rig.createTerms(as('studio'), terms)
    const termsId = await rig.getTermsId(as('alice'), terms)
    expect(termsId).toBe(result)
    await rig.createTerms(as('alice'), terms)
    expect(await rig.getTermsId(as('alice'), terms)).toBe(termsId)

    const powerId = await buy(market, alice, 10_000n)
    const item = await help.sword(alice)
    const plan = await rig.attach.plan(as('alice'), { item, powerId, termsId }, { approval: 'approve' })
    await execute(as('alice'), plan)
    await market.deliverDays(1)
    const { shares, terms: shown } = await rig.getSlot(as('alice'), { item })
    expect(shown).toMatchObject({ studioBps: 1_000, guildBps: 500 })
    expect(shares.studioAmount).toBe(shares.total / 10n)
    expect(shares.guildAmount).toBe(shares.total / 20n)
    await rig.claimSlots(as('bob'), { items: [item] })
    expect(await balanceOf(studio)).toBe(shares.studioAmount)
    expect(await balanceOf(alice)).toBe(shares.playerAmount)
  })

  it('takes a signature in place of an approval', async () => {
    const { alice } = market.accounts
    const powerId = await buy(market, alice, 10n)
    const item = await help.sword(alice)
    const spender = market.deployment.addresses.rig ?? '0x'
    const signed = await help.permit(alice, powerId, spender)
    // Naming a beneficiary changes the state that was signed for.
    await setBeneficiary(as('alice'), { id: powerId, beneficiary: market.accounts.bob })
    expect(await codeOf(rig.attachWithPermit(as('alice'), { item, powerId, ...signed }))).toBe('BadSignature')
    const again = await help.permit(alice, powerId, spender)
    const { event } = await rig.attachWithPermit(as('alice'), { item, powerId, ...again })
    expect(event).toMatchObject({ powerId, principal: alice })
  })

  it('can be protected by the buyer of the item against a last change', async () => {
    const { alice } = market.accounts
    const { item } = await help.powered(alice)
    const { stateHash } = await rig.getSlot(as('bob'), { item })
    const { to, data } = rig.expectSlot(market.deployment, { item, stateHash })
    const call = () => help.rpc()('eth_call', { to, data }, 'latest')
    await call()
    await rig.requestDetach(as('alice'), { item })
    await expect(call()).rejects.toThrow()
  })

  it('goes back to who deposited it, 30 days after its item was burned', async () => {
    const { alice } = market.accounts
    const { item, powerId } = await help.powered(alice)
    expect(await codeOf(rig.markOrphan(as('bob'), { item }))).toBe('NotOrphan')
    await help.burn(alice, item)
    expect(await codeOf(rig.reclaim(as('alice'), { item }))).toBe('NotOrphan')
    await rig.markOrphan(as('bob'), { item })
    await help.travel(30 * DAY - 60)
    expect(await codeOf(rig.reclaim(as('alice'), { item }))).toBe('NotOrphan')
    await help.travel(60)
    const { event } = await rig.reclaim(as('bob'), { item })
    expect(event).toMatchObject({ powerId, principal: alice })
    expect(await codeOf(rig.markOrphan(as('bob'), { item }))).toBe('SlotNotInMode')
  })
})

describe('lent power', () => {
  it('stays in its owner’s wallet, locked, and earns for the player until it ends', async () => {
    const { alice, bob } = market.accounts
    const { item, powerId } = await help.lent()
    const slot = await rig.getSlot(as('bob'), { item })
    expect(slot).toMatchObject({ mode: 'lent', principal: alice, borrower: bob, offered: false, onTransfer: 'end' })
    expect(slot.power).toMatchObject({ owner: alice, locker: market.deployment.addresses.rig })
    const data = encodeFunctionData({ abi: [hashpowerSafeTransferFromAbi], args: [alice, bob, powerId] })
    const hashpower = market.deployment.addresses.hashpower ?? '0x'
    expect(await codeOf(market.send(alice, { to: hashpower, data }))).toBe('IsLocked')

    await market.deliverDays(1)
    const { shares } = await rig.getSlot(as('bob'), { item })
    expect(await codeOf(rig.endLending(as('alice'), { item }))).toBe('LendingNotEnded')
    await rig.endLending(as('bob'), { item })
    expect(await balanceOf(bob)).toBe(shares.total)
    expect((await getHashpower(as('alice'), { id: powerId })).locker).toBeUndefined()
    expect(await codeOf(rig.endLending(as('bob'), { item }))).toBe('SlotNotInMode')
  })

  it('can be an offer with a price, which is accepted as it was read or not at all', async () => {
    const { alice, bob } = market.accounts
    const terms = { price: 5_000_000n, payToken: market.tokens.usdt }
    const { item } = await help.lent(terms)
    const { nonce, offered, price } = await rig.getSlot(as('bob'), { item })
    expect({ offered, price }).toEqual({ offered: true, price: 5_000_000n })
    expect(await codeOf(rig.acceptLending(as('bob'), { item, nonce: nonce + 1 }))).toBe('OfferChanged')
    expect(await codeOf(rig.acceptLending(as('carol'), { item, nonce }))).toBe('NotController')
    expect(await codeOf(rig.acceptLending(as('bob'), { item, nonce }))).toBe('InsufficientAllowance')
    const plan = await rig.acceptLending.plan(as('bob'), { item, nonce }, { approval: 'approve' })
    const { event } = await execute(as('bob'), plan)
    expect(event).toMatchObject({ borrower: bob, price: 5_000_000n })
    expect((await rig.getSlot(as('bob'), { item })).borrower).toBe(bob)
    expect(alice).not.toBe(bob)
  })

  it('is refused on terms that contradict each other', async () => {
    const { alice, bob } = market.accounts
    const powerId = await buy(market, alice, 10n)
    const item = await help.sword(bob)
    const endDay = (await help.today()) + 5
    const lend = (terms: object) => codeOf(rig.lendPower(as('alice'), { item, powerId, endDay, ...terms }))
    const priced = { price: 1n, payToken: market.tokens.usdt }
    expect(await lend({ ...priced, revocable: true })).toBe('BadLendTerms')
    expect(await lend({ price: 1n })).toBe('BadLendTerms')
    expect(await lend({ endDay: endDay - 6 })).toBe('OutOfBounds')
    expect(await lend({})).toBe('ApprovalMissing')
    expect(await codeOf(rig.lendPower(as('bob'), { item, powerId, endDay }))).toBe('NotAllowed')
  })

  it('goes to an ERC-1155 piece by its holder, and to an off-chain item by the studio’s word', async () => {
    const { alice, bob, studio } = market.accounts
    const mintGear = encodeFunctionData({ abi: [gameGearMintAbi], args: [bob, 7n, 2n] })
    await market.send(bob, { to: market.game.gear, data: mintGear })
    const gear = { kind: 'erc1155', collection: market.game.gear, id: 7n, holder: bob } as const
    const endDay = (await help.today()) + 5
    const first = await buy(market, alice, 10n)
    const lend = async (item: rig.Item, powerId: bigint, onTransfer: 'end' | 'follow' = 'end') =>
      execute(
        as('alice'),
        await rig.lendPower.plan(as('alice'), { item, powerId, endDay, onTransfer }, { approval: 'approve' }),
      )
    await lend({ ...gear, index: 1 }, first)
    expect((await rig.getSlot(as('bob'), { item: { ...gear, index: 1 } })).controller).toBe(bob)
    expect((await rig.getSlot(as('bob'), { item: { ...gear, index: 2 } })).controller).toBeUndefined()

    const second = await buy(market, alice, 10n)
    const key = 'sword-of-dawn#17'
    const item = { kind: 'offchain', game: studio, key } as const
    await lend(item, second, 'follow')
    await rig.assignItem(as('studio'), { game: studio, key, player: bob })
    expect((await rig.getSlot(as('bob'), { item })).controller).toBe(bob)
    expect(await rig.getAssignment(as('bob'), { game: studio, key })).toMatchObject({
      player: bob,
      signer: studio,
      nonce: 1n,
    })
    expect(await codeOf(rig.assignItem(as('carol'), { game: studio, key, player: alice }))).toBe('BadSignature')
    await rig.setGameSigner(as('studio'), { signer: market.accounts.carol })
    await rig.assignItem(as('carol'), { game: studio, key })
    expect((await rig.getAssignment(as('bob'), { game: studio, key })).player).toBeUndefined()
    const deadline = BigInt((await help.now()) - 1)
    expect(await codeOf(rig.assignItem(as('carol'), { game: studio, key, deadline }))).toBe('DeadlinePassed')
  })
})

describe('refunds and credits of slots', () => {
  it('go to who controls the item, once', async () => {
    const { alice } = market.accounts
    const { item } = await help.powered(alice, 1_000n, await help.offer(2))
    expect(await codeOf(rig.claimRefund(as('bob'), { item }))).toBe('NotRefundable')
    await market.missDays(2)
    const { result } = await rig.claimRefund.simulate(as('bob'), { item })
    const { event } = await rig.claimRefund(as('bob'), { item })
    expect(event).toMatchObject({ to: alice, amount: 106_000_000n })
    expect(result).toEqual({ amount: 106_000_000n, slash: 0n })
    expect(await codeOf(rig.claimRefund(as('bob'), { item }))).toBe('AlreadyRefunded')
    expect(await codeOf(rig.withdrawCredit(as('bob'), { token: market.tokens.btc, to: alice }))).toBe('NothingToPay')
    expect(await rig.getRigCredit(as('bob'), { token: market.tokens.btc, account: alice })).toBe(0n)
    expect(await codeOf(rig.claimSlots(as('bob'), { items: [] }))).toBe('BadArrays')
  })
})

describe('a proof of what an item held', () => {
  it('convinces who knows the state root, and no one else', async () => {
    const { alice } = market.accounts
    const { item, powerId } = await help.powered(alice)
    const proof = await rig.proveSlot(as('bob'), { item })
    const { stateRoot } = proof
    const { nonce } = await rig.getSlot(as('bob'), { item })
    expect(rig.verifySlotProof(proof, { item, stateRoot })).toEqual({ principal: alice, powerId, nonce })
    expect(JSON.parse(JSON.stringify({ ...proof, blockNumber: `${proof.blockNumber}` }))).toBeTruthy()

    const other = { ...item, index: 1 }
    const empty = await rig.proveSlot(as('bob'), { item: other })
    expect(rig.verifySlotProof(empty, { item: other, stateRoot })).toEqual({
      principal: undefined,
      powerId: 0n,
      nonce: 0,
    })

    const refused = (changed: Partial<rig.SlotProof>, trust: Partial<rig.SlotProofTrust> = {}) => {
      try {
        rig.verifySlotProof({ ...proof, ...changed }, { item, stateRoot, ...trust })
        return 'accepted'
      } catch (error) {
        return isDmexError(error) ? error.code : 'another error'
      }
    }
    expect(refused({}, { stateRoot: `0x${'11'.repeat(32)}` })).toBe('ProofInvalid')
    expect(refused({}, { item: other })).toBe('ProofInvalid')
    expect(refused({}, { rig: alice })).toBe('ProofInvalid')
    expect(refused({ storageProof: proof.storageProof.slice(0, -1) })).toBe('ProofInvalid')
    expect(refused({ storageProof: empty.storageProof, key: proof.key })).not.toBe('another error')
    const [first = '0x', ...rest] = proof.accountProof
    const forged = `${first.slice(0, -2)}${first.endsWith('00') ? '01' : '00'}` as const
    expect(refused({ accountProof: [forged as `0x${string}`, ...rest] })).toBe('ProofInvalid')
    expect(await codeOf(rig.proveSlot(as('bob'), { item, block: 10_000_000n }))).toBe('BlockUnknown')
  })
})
