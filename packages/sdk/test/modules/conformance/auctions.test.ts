import * as auction from '../../../src/auction/index.js'
import { conform } from '../../support/conform.js'

conform({ auction })
