import { keyOf, same } from '../../core/itemKey.js'
import type { Address, Command, ItemRef, LendTerms, Terms } from '../../core/types.js'
import { DAY, type Nft } from './income.js'
import { COOL_DOWN, refuse, type Slot, Slots, WINDOW } from './slots.js'

// The rules of the rig, line by line: `packages/contracts/src/rig`. The agreement test compares the two.

const HOUR = 3_600
const LONGEST_SEAL = 90 * DAY
const ORPHAN_DELAY = 30 * DAY
const LONGEST_LENDING = 3_650
const BATCH = 50

/** A command about a slot that holds something. */
type Change = Exclude<Command, { do: 'attach' | 'attachBatch' | 'lend' | 'accept' | 'claim' }>

function checkTerms({ studio, studioBps = 0, guild, guildBps = 0, lenderBps = 0 }: Terms): Terms | undefined {
  const bad = (account: Address | undefined, bps: number): boolean => !account === bps > 0 || bps > 5_000
  const all = studioBps + guildBps + lenderBps
  if (bad(studio, studioBps) || bad(guild, guildBps) || all > 10_000 || Math.min(studioBps, guildBps, lenderBps) < 0)
    refuse(
      'BadTerms',
      'Studio and guild get at most 5000 basis points each, all together 10000, and need an account for a share.',
    )
  return all === 0 ? undefined : { studio, studioBps, guild, guildBps, lenderBps }
}

/** What can be done in one sandbox, and by whom. */
export class World extends Slots {
  /** Does what an account asks for, or throws before anything changed. */
  apply(account: Address, command: Command): void {
    if (command.do === 'claim') {
      this.#claim(command.items)
      return
    }
    if (command.do === 'attachBatch') {
      this.#attachBatch(account, command)
      return
    }
    const { item } = command
    const key = keyOf(item)
    if (command.do === 'attach' || command.do === 'lend') this.#find(account, item)
    if (command.do === 'attach') this.#attach(account, command)
    else if (command.do === 'lend') this.#lend(account, command)
    else if (command.do === 'accept') this.#accept(account, item, this.slots.get(key), command.nonce)
    else this.#change(account, command, this.filled(key))
  }

  /** The sandbox plays the studio too: an item that nobody was given belongs to who uses it first. */
  #find(account: Address, item: ItemRef): void {
    if (item.kind !== 'erc1155' && !this.holders.has(keyOf(item))) this.give(item, account)
  }

  #change(account: Address, command: Change, slot: Slot): void {
    const { item } = command
    if (command.do === 'endLending') this.#endLending(account, item, slot)
    else if (command.do === 'markOrphan') this.#markOrphan(item, slot)
    else if (command.do === 'reclaim') this.#reclaim(item, slot)
    else {
      if (slot.lent) refuse('SlotNotInMode', 'The hashpower in this item is lent. End the lending instead.')
      if (command.do === 'cancelDetach') this.#cancelDetach(account, item, slot)
      else {
        this.#assertController(account, item)
        if (command.do === 'requestDetach') this.#requestDetach(account, item, slot)
        else if (command.do === 'seal') this.#seal(keyOf(item), slot, command.until)
        else this.#detach(account, keyOf(item), slot)
      }
    }
  }

  // ---- bound power

  #attach(account: Address, command: Extract<Command, { do: 'attach' }>): void {
    this.#fillBound(account, ...this.#mayAttach(account, command))
  }

  #attachBatch(account: Address, { pairs, ...rest }: Extract<Command, { do: 'attachBatch' }>): void {
    if (pairs.length === 0 || pairs.length > BATCH) refuse('ArgumentInvalid', 'Attach to 1 to 50 items at a time.')
    const seen = new Set<string | bigint>()
    // All or none: whatever would be refused is refused before anything changed.
    const ready = pairs.map(({ item, power }) => {
      this.#find(account, item)
      if (seen.has(keyOf(item))) refuse('SlotTaken', 'One slot is named twice. Use the next index of the item.')
      if (seen.has(power)) refuse('NotOwner', `Hashpower ${power} is named twice.`)
      seen.add(keyOf(item)).add(power)
      return this.#mayAttach(account, { do: 'attach', item, power, terms: rest.terms, coolDown: rest.coolDown })
    })
    for (const each of ready) this.#fillBound(account, ...each)
  }

  #mayAttach(
    account: Address,
    { item, power, terms = {}, coolDown = 0 }: Extract<Command, { do: 'attach' }>,
  ): [key: string, nft: Nft, given: Partial<Slot>] {
    const shares = checkTerms(terms)
    if (shares?.lenderBps) refuse('BadTerms', 'Attached power has no lender: leave the lender out of the terms.')
    if (coolDown !== 0 && (coolDown < HOUR || coolDown > 30 * DAY))
      refuse('OutOfBounds', 'The cool-down must be from 1 hour to 30 days, in seconds.')
    if (item.kind !== 'erc721')
      refuse('ItemNotAllowed', 'Only an ERC-721 can own hashpower. Lend it to this item instead.')
    const key = this.empty(item)
    this.#assertController(account, item)
    const nft = this.#ownNft(account, power)
    this.#assertFree(nft)
    return [key, nft, { terms: shares, coolDown }]
  }

  #fillBound(account: Address, key: string, nft: Nft, given: Partial<Slot>): void {
    const slot = this.fill(key, account, nft, given)
    this.payOwner(nft)
    this.touch(key, slot)
  }

  #requestDetach(account: Address, item: ItemRef, slot: Slot): void {
    slot.party = account
    slot.readyAt = Math.max(this.time + (slot.coolDown || COOL_DOWN), slot.sealUntil)
    slot.orphanSince = 0
    this.touch(keyOf(item), slot)
  }

  #seal(key: string, slot: Slot, until: number): void {
    if (until <= Math.max(slot.sealUntil, this.time) || until > this.time + LONGEST_SEAL)
      refuse('SealOutOfBounds', 'A seal must end later than now and than the one before, and within 90 days.')
    slot.sealUntil = until
    slot.party = undefined
    slot.readyAt = 0
    slot.orphanSince = 0
    this.touch(key, slot)
  }

  #cancelDetach(account: Address, item: ItemRef, slot: Slot): void {
    if (!slot.party) refuse('DetachNotRequested', 'No detach was requested: there is nothing to cancel.')
    const controller = this.controllerOf(item)
    if (!same(account, controller) && same(slot.party, controller)) this.#assertController(account, item)
    slot.party = undefined
    slot.readyAt = 0
    this.touch(keyOf(item), slot)
  }

  #detach(account: Address, key: string, slot: Slot): void {
    if (!same(slot.party, account))
      refuse('DetachNotRequested', 'Request the detach first; a request ends when the item changes hands.')
    this.#assertUnsealed(slot)
    if (this.time < slot.readyAt || this.time > slot.readyAt + WINDOW)
      refuse(
        'DetachNotReady',
        `The detach can be done from ${slot.readyAt} to ${slot.readyAt + WINDOW} (unix seconds).`,
      )
    this.release(key, slot, account, account)
  }

  // ---- lent power

  #lend(account: Address, { item, power, ...given }: Extract<Command, { do: 'lend' }>): void {
    const { endDay, revocable = false, onTransfer = 'end', price = 0n, payToken }: LendTerms = given
    const terms = checkTerms(given.terms ?? {})
    const key = this.empty(item)
    const nft = this.#ownNft(account, power)
    if (endDay < this.today || endDay > this.today + LONGEST_LENDING)
      refuse('OutOfBounds', `The last day must be from ${this.today} to ${this.today + LONGEST_LENDING}.`)
    if (price > 0n !== Boolean(payToken) || (price > 0n && revocable))
      refuse('BadLendTerms', 'A price needs a token, and power that was paid for can not be revoked.')
    const offered = price > 0n
    const follow = onTransfer === 'follow'
    const borrower = offered ? undefined : this.controllerOf(item)
    if (!offered && !borrower && !(follow && item.kind === 'offchain'))
      refuse('BadLendTerms', 'Nobody controls this item: it can not be lent to.')
    this.#assertFree(nft)
    const kept = { lent: true, offered, revocable, follow, terms, endDay, party: borrower, price, payToken }
    const slot = this.fill(key, account, nft, kept)
    if (!offered) this.payOwner(nft)
    this.touch(key, slot)
  }

  #accept(account: Address, item: ItemRef, slot: Slot | undefined, nonce: number): void {
    const key = keyOf(item)
    if (!slot?.offered || this.nonces.get(key) !== nonce)
      refuse('OfferChanged', 'There is no such offer any more. Read the item again before you accept.')
    if (this.today > slot.endDay) refuse('DeadlinePassed', 'The last day of this offer has passed.')
    this.#assertController(account, item)
    const { price, payToken = '', principal } = slot
    if (same(account, principal))
      refuse('ArgumentInvalid', 'Who lends can not pay itself: take the offer back instead.')
    if (this.balance(account, payToken) < price) refuse('InsufficientBalance', `This costs ${price} base units.`)
    this.pay(account, payToken, -price)
    this.pay(principal, payToken, price)
    slot.offered = false
    slot.price = 0n
    slot.payToken = undefined
    slot.party = account
    slot.orphanSince = 0
    this.payOwner(slot.nft)
    this.touch(key, slot)
  }

  #endLending(account: Address, item: ItemRef, slot: Slot): void {
    if (!slot.lent) refuse('SlotNotInMode', 'The hashpower in this item is not lent. Request a detach instead.')
    const controller = this.controllerOf(item)
    if (!same(account, controller) && this.today <= slot.endDay) {
      const may = slot.revocable || slot.offered || this.lapsed(slot, controller)
      if (!same(account, slot.principal) || !may)
        refuse(
          'LendingNotEnded',
          `This lending lasts through day ${slot.endDay}; until then only its borrower can end it.`,
        )
    }
    const player = this.playerOf(slot, controller) ?? slot.principal
    this.release(keyOf(item), slot, slot.principal, player)
  }

  // ---- gone items

  #markOrphan(item: ItemRef, slot: Slot): void {
    if (this.controllerOf(item)) {
      if (slot.orphanSince === 0) refuse('NotOrphan', 'Somebody controls this item: it is not gone.')
      slot.orphanSince = 0
    } else {
      if (slot.orphanSince !== 0) return
      slot.orphanSince = this.time
    }
    this.touch(keyOf(item), slot)
  }

  #reclaim(item: ItemRef, slot: Slot): void {
    const due = slot.orphanSince !== 0 && this.time >= slot.orphanSince + ORPHAN_DELAY
    if (!due || this.controllerOf(item))
      refuse('NotOrphan', 'Power can be reclaimed 30 days after its item was marked as gone.')
    this.#assertUnsealed(slot)
    this.release(keyOf(item), slot, slot.principal, slot.principal)
  }

  // ---- income

  #claim(items: readonly ItemRef[]): void {
    if (items.length === 0 || items.length > BATCH) refuse('ArgumentInvalid', 'Claim for 1 to 50 items at a time.')
    for (const item of items) {
      const slot = this.slots.get(keyOf(item))
      if (!slot || slot.offered) continue
      const controller = this.controllerOf(item)
      if (controller && slot.orphanSince !== 0) {
        slot.orphanSince = 0
        this.touch(keyOf(item), slot)
      }
      const player = this.playerOf(slot, controller)
      if (player) this.settle(slot, player)
    }
  }

  // ---- who may

  #assertController(account: Address, item: ItemRef): void {
    const controller = this.controllerOf(item)
    if (!same(account, controller))
      refuse('NotController', `Only who controls the item can do this: ${controller ?? 'nobody'}, not ${account}.`)
  }

  #ownNft(account: Address, id: bigint): Nft {
    const nft = this.nfts.get(id)
    const bound = nft?.slot !== undefined && this.slots.get(nft.slot)?.lent === false
    if (!nft || bound || !same(nft.owner, account))
      return refuse(
        'NotOwner',
        `${account} does not own hashpower ${id}. Mint or buy some, or detach it from its item first.`,
      )
    return nft
  }

  #assertFree(nft: Nft): void {
    if (nft.slot) refuse('IsLocked', `Hashpower ${nft.id} is lent. End the lending first.`)
  }

  #assertUnsealed(slot: Slot): void {
    if (this.time < slot.sealUntil) refuse('SlotSealed', `The item is sealed until ${slot.sealUntil} (unix seconds).`)
  }
}
