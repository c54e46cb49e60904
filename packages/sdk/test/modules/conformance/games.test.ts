import * as rig from '../../../src/rig/index.js'
import { conform } from '../../support/conform.js'

conform({ rig })
