import type { ConnectMessages } from '../en/connect.js'

export const connect: ConnectMessages = {
  title: 'Connect',
}
