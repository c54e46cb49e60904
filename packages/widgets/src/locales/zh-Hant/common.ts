import type { CommonMessages } from '../en/common.js'

export const common: CommonMessages = {
  connect: '連接錢包',
  connectToSee: '連接錢包後即可查看。',
  noChain: '請選擇網路：設定「chain」屬性，或連接錢包。',
  retry: '重試',
  cancel: '取消',
  close: '關閉',
  back: '返回',
  copy: '複製',
  copied: '已複製',
  loading: '正在載入',
  loadFailed: '無法載入。',
  stale: (time) => `網路沒有回應。以下是 ${time} 的資料，網路恢復後會自動更新。`,
  details: '詳情',
  perDay: (amount) => `每天 ${amount}`,
  riskNote: '挖礦收益隨市場變化，不作保證。',
  connectWith: (wallet) => `連接 ${wallet}`,
  connecting: '正在等待錢包。請在錢包中確認允許本頁面查看您的帳戶。',
  connectFailed: '錢包未連接，資金沒有變動。請打開錢包後重試。',
  noWallet: '未找到錢包。請在瀏覽器中安裝錢包，或用錢包應用內的瀏覽器打開本頁面。',
}
