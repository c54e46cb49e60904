import * as lend from '../../../src/lend/index.js'
import * as mine from '../../../src/mine/index.js'
import { conform } from '../../support/conform.js'

conform({ lend, mine })
