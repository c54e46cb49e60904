import type { AmountMessages } from '../en/amount.js'

export const amount: AmountMessages = {
  label: '數量',
  problemEmpty: '請輸入數量。',
  problemLetters: (example) => `請用數字輸入數量，例如 ${example}。`,
  problemFine: (step) => `數量過於精細，最小單位為 ${step}。`,
  problemZero: '請輸入大於零的數量。',
  problemBelow: (min) => `數量太少，至少為 ${min}。`,
  problemAbove: (max) => `數量太多，最多為 ${max}。`,
  range: (min, max) => `${min} 至 ${max}`,
  atLeast: (min) => `至少 ${min}`,
  atMost: (max) => `最多 ${max}`,
  choices: '常用數量',
  most: '最大',
}
