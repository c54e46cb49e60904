import type { AmountMessages } from '../en/amount.js'

export const amount: AmountMessages = {
  label: '数量',
  problemEmpty: '请输入数量。',
  problemLetters: (example) => `请用数字输入数量，例如 ${example}。`,
  problemFine: (step) => `数量过于精细，最小单位为 ${step}。`,
  problemZero: '请输入大于零的数量。',
  problemBelow: (min) => `数量太少，至少为 ${min}。`,
  problemAbove: (max) => `数量太多，最多为 ${max}。`,
  range: (min, max) => `${min} 至 ${max}`,
  atLeast: (min) => `至少 ${min}`,
  atMost: (max) => `最多 ${max}`,
  choices: '常用数量',
  most: '最大',
}
