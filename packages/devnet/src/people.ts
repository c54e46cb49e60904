import { type HDAccount, mnemonicToAccount } from 'viem/accounts'

/** What a person does in the market. */
export type Role = 'deployer' | 'council' | 'miner' | 'lender' | 'player' | 'studio' | 'attestor' | 'investor'

interface Person {
  readonly name: string
  readonly role: Role
}

type Ordinal = 1 | 2 | 3 | 4 | 5 | 6 | 7

const cast: Readonly<Record<PersonId, Person>> = {
  deployer: { name: 'Deployer', role: 'deployer' },
  council1: { name: 'Council seat 1', role: 'council' },
  council2: { name: 'Council seat 2', role: 'council' },
  council3: { name: 'Council seat 3', role: 'council' },
  council4: { name: 'Council seat 4', role: 'council' },
  council5: { name: 'Council seat 5', role: 'council' },
  council6: { name: 'Council seat 6', role: 'council' },
  council7: { name: 'Council seat 7', role: 'council' },
  miner1: { name: 'Aurora Mining', role: 'miner' },
  miner2: { name: 'Northstar Storage', role: 'miner' },
  defaulter: { name: 'Fading Farm', role: 'miner' },
  lender: { name: 'Lender', role: 'lender' },
  player1: { name: 'Ada', role: 'player' },
  player2: { name: 'Bo', role: 'player' },
  player3: { name: 'Cleo', role: 'player' },
  studio: { name: 'Studio', role: 'studio' },
  attestor1: { name: 'Attestor 1', role: 'attestor' },
  attestor2: { name: 'Attestor 2', role: 'attestor' },
  attestor3: { name: 'Attestor 3', role: 'attestor' },
  attestor4: { name: 'Attestor 4', role: 'attestor' },
  attestor5: { name: 'Attestor 5', role: 'attestor' },
  attestor6: { name: 'Attestor 6', role: 'attestor' },
  attestor7: { name: 'Attestor 7', role: 'attestor' },
  // Last, so that everybody else keeps the keys that they always had.
  investor1: { name: 'Dana', role: 'investor' },
  investor2: { name: 'Elif', role: 'investor' },
  investor3: { name: 'Finn', role: 'investor' },
}

/** Who a person is, as a short word: `player1`, `miner1`, `studio`. */
export type PersonId =
  | 'deployer'
  | `council${Ordinal}`
  | `miner${1 | 2}`
  | 'defaulter'
  | 'lender'
  | `player${1 | 2 | 3}`
  | 'studio'
  | `attestor${Ordinal}`
  | `investor${1 | 2 | 3}`

/** A person of the market, with its keys. */
export interface Account {
  readonly id: PersonId
  /** Name that the control page shows. */
  readonly name: string
  readonly role: Role
  readonly address: `0x${string}`
  /** Public knowledge: it comes from the mnemonic that every local chain uses. Never send it real money. */
  readonly privateKey: `0x${string}`
}

/** Everybody, by their short words. */
export type Accounts = Readonly<Record<PersonId, Account>>

/** The mnemonic that every local chain uses. Its keys are public knowledge. */
export const mnemonic = 'test test test test test test test test test test test junk'

/** The short words of everybody, in the order of their keys. */
export const personIds: readonly PersonId[] = Object.keys(cast) as PersonId[]

/** Derives everybody's keys. */
export function createAccounts(): Accounts {
  const entries = personIds.map((id, addressIndex): [PersonId, Account] => {
    const account = mnemonicToAccount(mnemonic, { addressIndex })
    return [id, { id, ...cast[id], address: account.address, privateKey: privateKeyOf(account) }]
  })
  return Object.fromEntries(entries) as Record<PersonId, Account>
}

/** The people of one role, in order. */
export function peopleOf(accounts: Accounts, role: Role): readonly Account[] {
  return Object.values(accounts).filter((account) => account.role === role)
}

function privateKeyOf(account: HDAccount): `0x${string}` {
  const key = account.getHdKey().privateKey
  if (!key) throw new Error('The mnemonic gave no private key.')
  return `0x${Buffer.from(key).toString('hex')}`
}
