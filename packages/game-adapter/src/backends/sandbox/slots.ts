import { GameError, type GameErrorCode } from '../../core/errors.js'
import { keyOf, same } from '../../core/itemKey.js'
import { emptyState } from '../../core/snapshot.js'
import type { Address, ItemRef, ItemState, Shares, Terms } from '../../core/types.js'
import { sha256 } from '../../rules/sha256.js'
import { DAY, DayLedger, type Nft } from './income.js'

const BPS = 10_000n
/** Seconds between request and detach, unless the slot says otherwise. */
export const COOL_DOWN: number = DAY
/** Seconds in which a detach can be done once it is ready. */
export const WINDOW: number = 7 * DAY

/** What a slot holds. */
export interface Slot {
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

/** Throws, with the code of the rig's own error. */
export function refuse(code: GameErrorCode, message: string): never {
  throw new GameError(code, message)
}

const shareOf = (amount: bigint, bps = 0): bigint => (amount * BigInt(bps)) / BPS

/** Who has which item, power and money, and what is in the slots: the state of a sandbox, and whose the income is. */
export class Slots {
  time: number
  block = 1n
  readonly ledger: DayLedger
  readonly nfts: Map<bigint, Nft> = new Map()
  protected readonly slots: Map<string, Slot> = new Map()
  protected readonly nonces: Map<string, number> = new Map()
  /** Who has an item; `undefined` in it means gone. */
  protected readonly holders: Map<string, Address | undefined> = new Map()
  protected readonly money: Map<string, bigint> = new Map()

  constructor(time: number) {
    this.time = time
    this.ledger = new DayLedger(this.today - 1)
  }

  get today(): number {
    return Math.floor(this.time / DAY)
  }

  balance(account: Address, token: string): bigint {
    return this.money.get(`${account}:${token}`.toLowerCase()) ?? 0n
  }

  pay(account: Address | undefined, token: string, amount: bigint): void {
    if (account && amount !== 0n)
      this.money.set(`${account}:${token}`.toLowerCase(), this.balance(account, token) + amount)
  }

  give(item: ItemRef, to: Address | undefined): void {
    this.holders.set(keyOf(item), to)
  }

  controllerOf(item: ItemRef): Address | undefined {
    const key = keyOf(item)
    if (item.kind === 'erc1155') return this.holders.has(key) ? undefined : item.holder
    return this.holders.get(key)
  }

  advanceTo(time: number): void {
    this.time = time
    this.block++
    this.ledger.settleThrough(this.today - 1)
  }

  /** Does what an account asks for, or throws before anything changed. */ stateOf(item: ItemRef): ItemState {
    const key = keyOf(item)
    const slot = this.slots.get(key)
    const controller = this.controllerOf(item)
    const nonce = this.nonces.get(key) ?? 0
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
      shares: this.sharesOf(slot, controller),
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
  // ---- income

  /** Pays by terms; what came after the last day of a lending goes to the lender alone. */
  protected settle(slot: Slot, player: Address): void {
    const { nft, principal, terms } = slot
    const past = this.isPast(slot)
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

  protected sharesOf(slot: Slot, controller: Address | undefined): Shares {
    if (slot.offered) return emptyState.shares
    const { nft, terms } = slot
    const [total] = this.ledger.income(nft)
    const after = this.isPast(slot) ? this.ledger.incomeAfter(nft, slot.endDay) : 0n
    const late = after < total ? after : total
    const shared = total - late
    const studioAmount = shareOf(shared, terms?.studioBps)
    const guildAmount = shareOf(shared, terms?.guildBps)
    const lender = shareOf(shared, terms?.lenderBps)
    const playerAmount = shared - studioAmount - guildAmount - lender
    const player = this.playerOf(slot, controller)
    return { total, player, playerAmount, lenderAmount: lender + late, studioAmount, guildAmount }
  }

  protected isPast(slot: Slot): boolean {
    return slot.lent && slot.endDay < this.today
  }

  protected lapsed(slot: Slot, controller: Address | undefined): boolean {
    return slot.lent && !slot.follow && !same(controller, slot.party)
  }

  protected playerOf(slot: Slot, controller: Address | undefined): Address | undefined {
    return this.lapsed(slot, controller) ? slot.principal : controller
  }

  /** Pays an NFT's owner what it earned before it came into a slot. */
  protected payOwner(nft: Nft): void {
    const [pay, base] = this.ledger.income(nft)
    nft.base = base
    this.pay(nft.owner, nft.asset, pay)
  }

  // ---- slots

  protected empty(item: ItemRef): string {
    const key = keyOf(item)
    if (this.slots.has(key))
      refuse('SlotTaken', 'There is hashpower in this slot already. Use the next index of the item.')
    return key
  }

  protected filled(key: string): Slot {
    return (
      this.slots.get(key) ?? refuse('SlotNotInMode', 'There is no hashpower in this item. Attach or lend some first.')
    )
  }

  protected fill(key: string, principal: Address, nft: Nft, given: Partial<Slot>): Slot {
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
    this.slots.set(key, slot)
    return slot
  }

  protected release(key: string, slot: Slot, to: Address, player: Address): void {
    const { nft } = slot
    // While it is only offered, its owner goes on earning.
    if (!slot.offered) this.settle(slot, player)
    nft.owner = to
    nft.slot = undefined
    nft.nonce++
    this.slots.delete(key)
    this.nonces.set(key, ((this.nonces.get(key) ?? 0) | 1) + 1)
  }

  /** The rig's nonce: its lowest bit says whether the slot has options. */
  protected touch(key: string, slot: Slot): void {
    slot.nft.nonce++
    const plain = !(slot.lent || slot.terms || slot.coolDown || slot.sealUntil || slot.orphanSince)
    this.nonces.set(key, ((this.nonces.get(key) ?? 0) | 1) + (plain ? 1 : 2))
  }
}
