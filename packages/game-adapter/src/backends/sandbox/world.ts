import { GameError, type GameErrorCode } from '../../core/errors.js'
import { keyOf, same } from '../../core/itemKey.js'
import { emptyState } from '../../core/snapshot.js'
import type { Address, Command, ItemRef, ItemState, LendTerms, Shares, Terms } from '../../core/types.js'
import { sha256 } from '../../rules/sha256.js'
import { DAY, DayLedger, type Nft } from './income.js'

// The rules of the rig, line by line: `packages/contracts/src/rig`. The conformance campaign compares the two.

const BPS = 10_000n
const HOUR = 3_600
const COOL_DOWN = 24 * HOUR
const WINDOW = 7 * DAY
const LONGEST_SEAL = 90 * DAY
const ORPHAN_DELAY = 30 * DAY
const LONGEST_LENDING = 3_650
const BATCH = 50

/** A command about a slot that holds something. */
type Change = Exclude<Command, { do: 'attach' | 'lend' | 'accept' | 'claim' }>

interface Slot {
  principal: Address
  nft: Nft
  lent: boolean
  offered: boolean
  revocable: boolean
  follow: boolean
  terms: Terms | undefined
  coolDown: number
  sealUntil: number
  orphanSince: number
  endDay: number
  /** Who requested the detach (bound), or the borrower (lent). */
  party: Address | undefined
  readyAt: number
  price: bigint
  payToken: Address | undefined
}

function refuse(code: GameErrorCode, message: string): never {
  throw new GameError(code, message)
}

const shareOf = (amount: bigint, bps = 0): bigint => (amount * BigInt(bps)) / BPS

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

/** Items, powers, income and money of one sandbox. */
export class World {
  time: number
  block = 1n
  readonly ledger: DayLedger
  readonly nfts: Map<bigint, Nft> = new Map()
  readonly #slots = new Map<string, Slot>()
  readonly #nonces = new Map<string, number>()
  /** Who has an item; `undefined` in it means gone. */
  readonly #holders = new Map<string, Address | undefined>()
  readonly #money = new Map<string, bigint>()

  constructor(time: number) {
    this.time = time
    this.ledger = new DayLedger(this.today - 1)
  }

  get today(): number {
    return Math.floor(this.time / DAY)
  }

  balance(account: Address, token: string): bigint {
    return this.#money.get(`${account}:${token}`.toLowerCase()) ?? 0n
  }

  pay(account: Address | undefined, token: string, amount: bigint): void {
    if (account && amount !== 0n)
      this.#money.set(`${account}:${token}`.toLowerCase(), this.balance(account, token) + amount)
  }

  give(item: ItemRef, to: Address | undefined): void {
    this.#holders.set(keyOf(item), to)
  }

  controllerOf(item: ItemRef): Address | undefined {
    const key = keyOf(item)
    if (item.kind === 'erc1155') return this.#holders.has(key) ? undefined : item.holder
    return this.#holders.get(key)
  }

  advanceTo(time: number): void {
    this.time = time
    this.block++
    this.ledger.settleThrough(this.today - 1)
  }

  /** Does what an account asks for, or throws before anything changed. */
  apply(account: Address, command: Command): void {
    if (command.do === 'claim') {
      this.#claim(command.items)
      return
    }
    const { item } = command
    const key = keyOf(item)
    // The sandbox plays the studio too: an item that nobody was given belongs to who uses it first.
    if ((command.do === 'attach' || command.do === 'lend') && item.kind !== 'erc1155' && !this.#holders.has(key))
      this.give(item, account)
    if (command.do === 'attach') this.#attach(account, command)
    else if (command.do === 'lend') this.#lend(account, command)
    else if (command.do === 'accept') this.#accept(account, item, this.#slots.get(key), command.nonce)
    else this.#change(account, command, this.#filled(key))
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

  stateOf(item: ItemRef): ItemState {
    const key = keyOf(item)
    const slot = this.#slots.get(key)
    const controller = this.controllerOf(item)
    const nonce = this.#nonces.get(key) ?? 0
    const stateHash = (content: unknown): string =>
      `0x${sha256(JSON.stringify([key, nonce, content], (_, value) => (typeof value === 'bigint' ? `${value}` : value)))}`
    if (!slot) return { ...emptyState, controller, nonce, stateHash: stateHash(0) }
    const { lent, nft, principal, orphanSince, party, readyAt } = slot
    return {
      ...emptyState,
      controller,
      principal,
      power: this.ledger.power(nft),
      nonce,
      shares: this.#sharesOf(slot, controller),
      orphanSince,
      stateHash: stateHash([{ ...slot, nft: nft.id }, nft.nonce]),
      ...(lent
        ? {
            mode: 'lent',
            endDay: slot.endDay,
            revocable: slot.revocable,
            offered: slot.offered,
            onTransfer: slot.follow ? 'follow' : 'end',
            borrower: party,
            price: slot.price,
            payToken: slot.payToken,
          }
        : {
            mode: 'bound',
            sealUntil: slot.sealUntil,
            coolDown: slot.coolDown || COOL_DOWN,
            detachBy: party,
            detachReadyAt: readyAt,
            detachWindowEnds: party ? readyAt + WINDOW : 0,
          }),
    }
  }

  // ---- bound power

  #attach(account: Address, { item, power, terms = {}, coolDown = 0 }: Extract<Command, { do: 'attach' }>): void {
    const shares = checkTerms(terms)
    if (shares?.lenderBps) refuse('BadTerms', 'Attached power has no lender: leave the lender out of the terms.')
    if (coolDown !== 0 && (coolDown < HOUR || coolDown > 30 * DAY))
      refuse('OutOfBounds', 'The cool-down must be from 1 hour to 30 days, in seconds.')
    if (item.kind !== 'erc721')
      refuse('ItemNotAllowed', 'Only an ERC-721 can own hashpower. Lend it to this item instead.')
    const key = this.#empty(item)
    this.#assertController(account, item)
    const nft = this.#ownNft(account, power)
    this.#assertFree(nft)
    const slot = this.#fill(key, account, nft, { terms: shares, coolDown })
    this.#payOwner(nft)
    this.#touch(key, slot)
  }

  #requestDetach(account: Address, item: ItemRef, slot: Slot): void {
    slot.party = account
    slot.readyAt = Math.max(this.time + (slot.coolDown || COOL_DOWN), slot.sealUntil)
    slot.orphanSince = 0
    this.#touch(keyOf(item), slot)
  }

  #seal(key: string, slot: Slot, until: number): void {
    if (until <= Math.max(slot.sealUntil, this.time) || until > this.time + LONGEST_SEAL)
      refuse('SealOutOfBounds', 'A seal must end later than now and than the one before, and within 90 days.')
    slot.sealUntil = until
    slot.party = undefined
    slot.readyAt = 0
    slot.orphanSince = 0
    this.#touch(key, slot)
  }

  #cancelDetach(account: Address, item: ItemRef, slot: Slot): void {
    if (!slot.party) refuse('DetachNotRequested', 'No detach was requested: there is nothing to cancel.')
    const controller = this.controllerOf(item)
    if (!same(account, controller) && same(slot.party, controller)) this.#assertController(account, item)
    slot.party = undefined
    slot.readyAt = 0
    this.#touch(keyOf(item), slot)
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
    this.#release(key, slot, account, account)
  }

  // ---- lent power

  #lend(account: Address, { item, power, ...given }: Extract<Command, { do: 'lend' }>): void {
    const { endDay, revocable = false, onTransfer = 'end', price = 0n, payToken }: LendTerms = given
    const terms = checkTerms(given.terms ?? {})
    const key = this.#empty(item)
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
    const slot = this.#fill(key, account, nft, kept)
    if (!offered) this.#payOwner(nft)
    this.#touch(key, slot)
  }

  #accept(account: Address, item: ItemRef, slot: Slot | undefined, nonce: number): void {
    const key = keyOf(item)
    if (!slot?.offered || this.#nonces.get(key) !== nonce)
      refuse('OfferChanged', 'There is no such offer any more. Read the item again before you accept.')
    if (this.today > slot.endDay) refuse('DeadlinePassed', 'The last day of this offer has passed.')
    this.#assertController(account, item)
    const { price, payToken = '', principal } = slot
    if (this.balance(account, payToken) < price) refuse('InsufficientBalance', `This costs ${price} base units.`)
    this.pay(account, payToken, -price)
    this.pay(principal, payToken, price)
    slot.offered = false
    slot.price = 0n
    slot.payToken = undefined
    slot.party = account
    slot.orphanSince = 0
    this.#payOwner(slot.nft)
    this.#touch(key, slot)
  }

  #endLending(account: Address, item: ItemRef, slot: Slot): void {
    if (!slot.lent) refuse('SlotNotInMode', 'The hashpower in this item is not lent. Request a detach instead.')
    const controller = this.controllerOf(item)
    if (!same(account, controller) && this.today <= slot.endDay) {
      const may = slot.revocable || slot.offered || this.#lapsed(slot, controller)
      if (!same(account, slot.principal) || !may)
        refuse(
          'LendingNotEnded',
          `This lending lasts through day ${slot.endDay}; until then only its borrower can end it.`,
        )
    }
    const player = this.#playerOf(slot, controller) ?? slot.principal
    this.#release(keyOf(item), slot, slot.principal, player)
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
    this.#touch(keyOf(item), slot)
  }

  #reclaim(item: ItemRef, slot: Slot): void {
    const due = slot.orphanSince !== 0 && this.time >= slot.orphanSince + ORPHAN_DELAY
    if (!due || this.controllerOf(item))
      refuse('NotOrphan', 'Power can be reclaimed 30 days after its item was marked as gone.')
    this.#assertUnsealed(slot)
    this.#release(keyOf(item), slot, slot.principal, slot.principal)
  }

  // ---- income

  #claim(items: readonly ItemRef[]): void {
    if (items.length === 0 || items.length > BATCH) refuse('ArgumentInvalid', 'Claim for 1 to 50 items at a time.')
    for (const item of items) {
      const slot = this.#slots.get(keyOf(item))
      if (!slot || slot.offered) continue
      const controller = this.controllerOf(item)
      if (controller && slot.orphanSince !== 0) {
        slot.orphanSince = 0
        this.#touch(keyOf(item), slot)
      }
      const player = this.#playerOf(slot, controller)
      if (player) this.#settle(slot, player)
    }
  }

  /** Pays by terms; what came after the last day of a lending goes to the lender alone. */
  #settle(slot: Slot, player: Address): void {
    const { nft, principal, terms } = slot
    const past = this.#isPast(slot)
    const [pay, base] = this.ledger.income(nft, past ? slot.endDay : undefined)
    nft.base = base
    const studio = shareOf(pay, terms?.studioBps)
    const guild = shareOf(pay, terms?.guildBps)
    const lender = shareOf(pay, terms?.lenderBps)
    this.pay(terms?.studio, nft.asset, studio)
    this.pay(terms?.guild, nft.asset, guild)
    this.pay(principal, nft.asset, lender)
    this.pay(player, nft.asset, pay - studio - guild - lender)
    if (!past) return
    const [late, after] = this.ledger.income(nft)
    nft.base = after
    this.pay(principal, nft.asset, late)
  }

  #sharesOf(slot: Slot, controller: Address | undefined): Shares {
    if (slot.offered) return emptyState.shares
    const { nft, terms } = slot
    const [total] = this.ledger.income(nft)
    const after = this.#isPast(slot) ? this.ledger.incomeAfter(nft, slot.endDay) : 0n
    const late = after < total ? after : total
    const shared = total - late
    const studioAmount = shareOf(shared, terms?.studioBps)
    const guildAmount = shareOf(shared, terms?.guildBps)
    const lender = shareOf(shared, terms?.lenderBps)
    const playerAmount = shared - studioAmount - guildAmount - lender
    const player = this.#playerOf(slot, controller)
    return { total, player, playerAmount, lenderAmount: lender + late, studioAmount, guildAmount }
  }

  #isPast(slot: Slot): boolean {
    return slot.lent && slot.endDay < this.today
  }

  #lapsed(slot: Slot, controller: Address | undefined): boolean {
    return slot.lent && !slot.follow && !same(controller, slot.party)
  }

  #playerOf(slot: Slot, controller: Address | undefined): Address | undefined {
    return this.#lapsed(slot, controller) ? slot.principal : controller
  }

  /** Pays an NFT's owner what it earned before it came into a slot. */
  #payOwner(nft: Nft): void {
    const [pay, base] = this.ledger.income(nft)
    nft.base = base
    this.pay(nft.owner, nft.asset, pay)
  }

  // ---- slots

  #empty(item: ItemRef): string {
    const key = keyOf(item)
    if (this.#slots.has(key))
      refuse('SlotTaken', 'There is hashpower in this slot already. Use the next index of the item.')
    return key
  }

  #filled(key: string): Slot {
    return (
      this.#slots.get(key) ?? refuse('SlotNotInMode', 'There is no hashpower in this item. Attach or lend some first.')
    )
  }

  #fill(key: string, principal: Address, nft: Nft, given: Partial<Slot>): Slot {
    const none = { lent: false, offered: false, revocable: false, follow: false, terms: undefined, coolDown: 0 }
    const never = {
      sealUntil: 0,
      orphanSince: 0,
      endDay: 0,
      party: undefined,
      readyAt: 0,
      price: 0n,
      payToken: undefined,
    }
    const slot: Slot = { ...none, ...never, principal, nft, ...given }
    nft.slot = key
    this.#slots.set(key, slot)
    return slot
  }

  #release(key: string, slot: Slot, to: Address, player: Address): void {
    const { nft } = slot
    // While it is only offered, its owner goes on earning.
    if (!slot.offered) this.#settle(slot, player)
    nft.owner = to
    nft.slot = undefined
    nft.nonce++
    this.#slots.delete(key)
    this.#nonces.set(key, ((this.#nonces.get(key) ?? 0) | 1) + 1)
  }

  /** The rig's nonce: its lowest bit says whether the slot has options. */
  #touch(key: string, slot: Slot): void {
    slot.nft.nonce++
    const plain = !(slot.lent || slot.terms || slot.coolDown || slot.sealUntil || slot.orphanSince)
    this.#nonces.set(key, ((this.#nonces.get(key) ?? 0) | 1) + (plain ? 1 : 2))
  }

  #assertController(account: Address, item: ItemRef): void {
    const controller = this.controllerOf(item)
    if (!same(account, controller))
      refuse('NotController', `Only who controls the item can do this: ${controller ?? 'nobody'}, not ${account}.`)
  }

  #ownNft(account: Address, id: bigint): Nft {
    const nft = this.nfts.get(id)
    const bound = nft?.slot !== undefined && this.#slots.get(nft.slot)?.lent === false
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
