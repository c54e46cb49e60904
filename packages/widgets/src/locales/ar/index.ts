import type { Messages } from '../types.js'
import { amount } from './amount.js'
import { buy } from './buy.js'
import { chart } from './chart.js'
import { claim } from './claim.js'
import { common } from './common.js'
import { connect } from './connect.js'
import { errors } from './errors.js'
import { portfolio } from './portfolio.js'
import { transaction } from './transaction.js'

export const messages: Messages = { amount, buy, chart, claim, common, connect, errors, portfolio, transaction }
