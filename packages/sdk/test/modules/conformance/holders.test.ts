import * as deploy from '../../../src/deploy/index.js'
import * as earn from '../../../src/earn/index.js'
import * as mint from '../../../src/mint/index.js'
import { conform } from '../../support/conform.js'

conform({ mint, earn, deploy })
