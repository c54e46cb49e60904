import * as mine from '../../../src/mine/index.js'
import { conform } from '../../support/conform.js'

conform({ mine })
