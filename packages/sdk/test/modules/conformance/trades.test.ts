import * as trade from '../../../src/trade/index.js'
import { conform } from '../../support/conform.js'

conform({ trade })
