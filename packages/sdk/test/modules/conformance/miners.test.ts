import * as provide from '../../../src/provide/index.js'
import { conform } from '../../support/conform.js'

conform({ provide })
