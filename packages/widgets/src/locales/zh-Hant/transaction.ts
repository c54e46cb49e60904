import type { TransactionMessages } from '../en/transaction.js'

export const transaction: TransactionMessages = {
  checking: '正在檢查，尚未送出任何內容。',
  wrongChain: (chain) => `您的錢包在其他網路上，沒有送出任何內容。請切換到 ${chain}。`,
  switchChain: '切換網路',
  needsApproval: (step, steps) => `第 ${step} 步，共 ${steps} 步：請在錢包中授權準確金額。此步驟不會轉移資金。`,
  awaitingSignature: '請在錢包中確認。資金尚未轉移。',
  submitted: '已送出，正在等待網路處理；您可以離開此頁面。',
  confirming: '已進入區塊，正在等待確認。',
  success: '完成。',
  reverted: '網路拒絕了該交易。您的資金沒有變動，只扣除了網路費。',
  replaced: '您的錢包用另一筆交易取代了它。該交易沒有發生，資金沒有變動。',
  cancelled: '您已在錢包中取消。資金沒有變動，只扣除了網路費。',
  rejected: '您已拒絕。沒有送出任何內容，資金沒有變動。',
  rejectedAfterApproval: '您已拒絕。資金沒有轉移；之前給出的授權在使用前一直有效。',
  failed: '未能送出。您的資金沒有變動。',
  failedOpen: '交易已送出，但網路尚未給出結果。再次送出前請先查詢。',
  stillFollowing: '上次造訪時的一筆交易仍在處理中。',
  again: '重試',
  done: '完成',
  hash: '交易',
}
