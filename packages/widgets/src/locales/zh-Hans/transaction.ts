import type { TransactionMessages } from '../en/transaction.js'

export const transaction: TransactionMessages = {
  checking: '正在检查，尚未发送任何内容。',
  wrongChain: (chain) => `您的钱包在其他网络上，没有发送任何内容。请切换到 ${chain}。`,
  switchChain: '切换网络',
  needsApproval: (step, steps) => `第 ${step} 步，共 ${steps} 步：请在钱包中授权准确金额。此步骤不会转移资金。`,
  awaitingSignature: '请在钱包中确认。资金尚未转移。',
  submitted: '已发送，正在等待网络处理；您可以离开此页面。',
  confirming: '已进入区块，正在等待确认。',
  success: '完成。',
  reverted: '网络拒绝了该交易。您的资金没有变动，只扣除了网络费。',
  replaced: '您的钱包用另一笔交易替换了它。该交易没有发生，资金没有变动。',
  cancelled: '您已在钱包中取消。资金没有变动，只扣除了网络费。',
  rejected: '您已拒绝。没有发送任何内容，资金没有变动。',
  rejectedAfterApproval: '您已拒绝。资金没有转移；之前给出的授权在使用前一直有效。',
  failed: '未能发送。您的资金没有变动。',
  failedOpen: '交易已发送，但网络尚未给出结果。再次发送前请先查询。',
  stillFollowing: '上次访问时的一笔交易仍在处理中。',
  again: '重试',
  done: '完成',
  hash: '交易',
}
