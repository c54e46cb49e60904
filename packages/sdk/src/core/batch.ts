import { DmexError } from '../errors/DmexError.js'
import { explain } from '../errors/explain.js'
import { decodeRevert } from '../errors/toDmexError.js'
import { blockNumberOf, getLogs, override, type RawReceipt, request, toReceipt } from '../internal/rpc.js'
import { numberToHex } from '../internal/viem.js'
import { eventTopics } from './events.js'
import type { Outcome } from './execute.js'
import { labelOf, type Plan } from './plan.js'
import { until } from './receipt.js'
import { assertWallet, type Session, simulate } from './session.js'
import type { Call, Hex, Receipt } from './types.js'
import { isUnsupported } from './unsupported.js'

interface BatchStatus {
  readonly status: number | string
  readonly statusCode?: number
  readonly receipts?: readonly RawReceipt[]
}

/** Sends all calls of a plan as one batch; `undefined` when the wallet, asked, can't after all. */
export async function runBatch(session: Session, plan: Plan, mode: 'atomic' | 'batch'): Promise<Outcome | undefined> {
  const { client, wallet, account, options, action } = session
  const position = { step: 0, steps: 1, label: labelOf(plan.action) }
  const calls = plan.calls.map(({ to, data, value }) => ({ to, data, value }))
  await assertWallet(session)
  await rehearse(session, plan.calls)
  options.on?.({ stage: 'simulated', ...position })
  const fromBlock = await blockNumberOf(client)
  options.on?.({ stage: 'awaiting-signature', ...position })
  const atomicRequired = mode === 'atomic'
  const own = override<object, { id: string }>(wallet, 'sendCalls')
  let id: string
  try {
    const answer = own
      ? await own({ account, chain: wallet.chain ?? { id: plan.chainId }, calls, forceAtomic: atomicRequired })
      : await request<{ id: string } | string>(wallet, 'wallet_sendCalls', {
          version: '2.0.0',
          from: account.address,
          chainId: numberToHex(plan.chainId),
          atomicRequired,
          calls: calls.map((call) => ({ ...call, value: numberToHex(call.value) })),
        })
    id = typeof answer === 'string' ? answer : answer.id
  } catch (error) {
    const known = await explain(error, session)
    if (isUnsupported(known)) return undefined
    throw known
  }
  options.on?.({ stage: 'submitted', hash: undefined, id, ...position })

  const ownStatus = override<object, BatchStatus>(wallet, 'getCallsStatus')
  const { status, receipts } = await until(
    session,
    async () => {
      const answer = ownStatus
        ? await ownStatus({ id })
        : await request<BatchStatus>(wallet, 'wallet_getCallsStatus', id)
      const status = statusOf(answer)
      return status >= 200 ? { status, receipts: (answer.receipts ?? []).map(toReceipt) } : undefined
    },
    (timeoutMs) =>
      new DmexError(
        'BatchFailed',
        `The wallet gave no result for batch ${id} in ${timeoutMs / 1000} s. Look it up in the wallet before sending again.`,
        { id, status: 100 },
        { action },
      ),
  )
  const completed = receipts.filter((receipt) => receipt.status === 'success').length
  if (status >= 600 || (status >= 500 && completed))
    throw new DmexError(
      'BatchIncomplete',
      `${completed} of ${calls.length} calls went through, then one failed. Make a new plan: it leaves out what is done already.`,
      { id, completed, total: calls.length },
      { action, hash: receipts.at(-1)?.transactionHash },
    )
  if (status >= 300)
    throw new DmexError(
      'BatchFailed',
      `The wallet could not carry out batch ${id} (status ${status}); nothing of it was done. Make a new plan, or execute it with { batch: false }.`,
      { id, status },
      { action, hash: receipts.at(-1)?.transactionHash },
    )
  const complete = receipts.length ? receipts : await receiptsFromLogs(session, plan, fromBlock)
  for (const receipt of complete.slice(-1)) {
    options.on?.({ stage: 'included', receipt, ...position })
    options.on?.({ stage: 'confirmed', receipt, ...position })
  }
  return { mode, receipts: complete }
}

/** Codes of EIP-5792; its first version used words. */
function statusOf({ status, statusCode }: BatchStatus): number {
  if (statusCode !== undefined) return statusCode
  return typeof status === 'number' ? status : status === 'CONFIRMED' ? 200 : 100
}

/** Runs all calls on top of each other where the endpoint can (`eth_simulateV1`), else the first alone. */
export async function rehearse(session: Session, calls: readonly Call[]): Promise<void> {
  const from = session.account.address
  let simulated: readonly { calls: readonly { status: Hex; returnData: Hex }[] }[]
  try {
    simulated = await request(
      session.client,
      'eth_simulateV1',
      {
        blockStateCalls: [
          { calls: calls.map(({ to, data, value }) => ({ from, to, data, value: numberToHex(value) })) },
        ],
      },
      'latest',
    )
  } catch {
    const [first] = calls
    if (first) await simulate(session, first)
    return
  }
  const failed = simulated[0]?.calls.find(({ status }) => status === '0x0')
  if (failed) throw await decodeRevert(failed.returnData, session)
}

/** Some wallets confirm a batch and show no receipt: then the event itself is looked up. */
async function receiptsFromLogs({ client }: Session, { event, account }: Plan, fromBlock: bigint): Promise<Receipt[]> {
  if (!event) return []
  const toBlock = await blockNumberOf(client)
  const logs = await getLogs(client, {
    address: event.emitter,
    topics: eventTopics(event.abi).slice(0, 1),
    fromBlock,
    toBlock,
  })
  for (const { transactionHash } of logs.reverse()) {
    const receipt = await request<RawReceipt & { from: string }>(client, 'eth_getTransactionReceipt', transactionHash)
    const mentioned =
      receipt.from.toLowerCase() === account.toLowerCase() || receipt.logs.some(({ topics }) => names(topics, account))
    if (mentioned) return [toReceipt(receipt)]
  }
  return []
}

const names = (topics: readonly Hex[], account: string): boolean =>
  topics.some((topic) => topic.endsWith(account.slice(2).toLowerCase()))
