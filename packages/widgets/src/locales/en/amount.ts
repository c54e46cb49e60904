/** Words of `dmex-amount-input`. */
export interface AmountMessages {
  readonly label: string
  readonly problemEmpty: string
  readonly problemLetters: (example: string) => string
  readonly problemFine: (step: string) => string
  readonly problemZero: string
  readonly problemBelow: (min: string) => string
  readonly problemAbove: (max: string) => string
  readonly range: (min: string, max: string) => string
  readonly atLeast: (min: string) => string
  readonly atMost: (max: string) => string
  readonly choices: string
  readonly most: string
}

export const amount: AmountMessages = {
  label: 'Amount',
  problemEmpty: 'Write an amount.',
  problemLetters: (example) => `Write the amount in digits, such as ${example}.`,
  problemFine: (step) => `That is too fine. Use steps of ${step}.`,
  problemZero: 'Write an amount above zero.',
  problemBelow: (min) => `That is too little. Write ${min} or more.`,
  problemAbove: (max) => `That is too much. Write ${max} or less.`,
  range: (min, max) => `${min} to ${max}`,
  atLeast: (min) => `${min} or more`,
  atMost: (max) => `At most ${max}`,
  choices: 'Common amounts',
  most: 'Max',
}
