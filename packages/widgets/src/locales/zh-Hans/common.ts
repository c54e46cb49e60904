import type { CommonMessages } from '../en/common.js'

export const common: CommonMessages = {
  connect: '连接钱包',
  connectToSee: '连接钱包后即可查看。',
  noChain: '请选择网络：设置 “chain” 属性，或连接钱包。',
  retry: '重试',
  cancel: '取消',
  close: '关闭',
  back: '返回',
  copy: '复制',
  copied: '已复制',
  loading: '正在加载',
  loadFailed: '无法加载。',
  stale: (time) => `网络没有响应。以下是 ${time} 的数据，网络恢复后会自动更新。`,
  details: '详情',
  perDay: (amount) => `每天 ${amount}`,
  riskNote: '挖矿收益随市场变化，不作保证。',
  connectWith: (wallet) => `连接 ${wallet}`,
  connecting: '正在等待钱包。请在钱包中确认允许本页面查看您的账户。',
  connectFailed: '钱包未连接，资金没有变动。请打开钱包后重试。',
  noWallet: '未找到钱包。请在浏览器中安装钱包，或用钱包应用内的浏览器打开本页面。',
}
