import type { ErrorMessages } from '../en/errors.js'

export const errors: ErrorMessages = {
  InsufficientBalance: '錢包餘額不足。',
  InsufficientFunds: '錢包裡的網路原生幣不足以支付網路費。請儲值後重試。',
  InsufficientAllowance: '授權額度不足。請重試並確認全部金額。',
  RpcUnavailable: '網路沒有回應。請檢查連線後重試。',
  RateLimited: '網路請求過多。請稍候再試。',
  RpcFailed: '網路或錢包拒絕了請求。',
  ReceiptTimeout: '交易已送出但尚未確認。再次送出前請先在錢包中查看。',
  UnknownChain: 'DMEX 不在此網路上。請切換網路。',
  UnknownSeries: '沒有這個系列。請檢查編號。',
  SoldOut: '最後的份額已被買走。請選擇其他系列或減少數量。',
  SaleNotOpen: '銷售尚未開放。請在開售後再來，或選擇其他系列。',
  SalePaused: '礦工已暫停此次銷售。請選擇其他系列，或稍後再來。',
  PriceTooHigh: '價格已上漲。請查看新價格後重試。',
  WalletCapExceeded: '超過了單一錢包可購買的上限。請減少數量。',
  FleetNotLive: '該礦工的礦機組已終止。不再出售；持有人可以申請退款。',
  AmountInvalid: '請輸入數字，例如 2.5。',
  unexpected: '出了點問題。',
}
