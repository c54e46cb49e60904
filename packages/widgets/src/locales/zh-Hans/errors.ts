import type { ErrorMessages } from '../en/errors.js'

export const errors: ErrorMessages = {
  InsufficientBalance: '钱包余额不足。',
  InsufficientFunds: '钱包里的网络原生币不足以支付网络费。请充值后重试。',
  InsufficientAllowance: '授权额度不足。请重试并确认全部金额。',
  RpcUnavailable: '网络没有响应。请检查连接后重试。',
  RateLimited: '网络请求过多。请稍等片刻后重试。',
  RpcFailed: '网络或钱包拒绝了请求。',
  ReceiptTimeout: '交易已发送但尚未确认。再次发送前请先在钱包中查看。',
  UnknownChain: 'DMEX 不在此网络上。请切换网络。',
  UnknownSeries: '没有这个系列。请检查编号。',
  SoldOut: '最后的份额已被买走。请选择其他系列或减少数量。',
  SaleNotOpen: '销售尚未开放。请在开售后再来，或选择其他系列。',
  SalePaused: '矿工已暂停此次销售。请选择其他系列，或稍后再来。',
  PriceTooHigh: '价格已上涨。请查看新价格后重试。',
  WalletCapExceeded: '超过了单个钱包可购买的上限。请减少数量。',
  FleetNotLive: '该矿工的矿机组已终止。不再出售；持有人可以申请退款。',
  AmountInvalid: '请输入数字，例如 2.5。',
  unexpected: '出了点问题。',
}
