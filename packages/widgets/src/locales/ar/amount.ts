import type { AmountMessages } from '../en/amount.js'

export const amount: AmountMessages = {
  label: 'الكمية',
  problemEmpty: 'اكتب الكمية.',
  problemLetters: (example) => `اكتب الكمية بالأرقام، مثل ${example}.`,
  problemFine: (step) => `الكمية دقيقة أكثر من اللازم. أصغر خطوة هي ${step}.`,
  problemZero: 'اكتب كمية أكبر من صفر.',
  problemBelow: (min) => `الكمية قليلة. اكتب ${min} أو أكثر.`,
  problemAbove: (max) => `الكمية كبيرة. اكتب ${max} أو أقل.`,
  range: (min, max) => `من ${min} إلى ${max}`,
  atLeast: (min) => `${min} أو أكثر`,
  atMost: (max) => `${max} على الأكثر`,
  choices: 'كميات شائعة',
  most: 'الأقصى',
}
