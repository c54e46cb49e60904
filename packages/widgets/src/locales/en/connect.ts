/** Words of `dmex-connect`. */
export interface ConnectMessages {
  readonly title: string
}

export const connect: ConnectMessages = {
  title: 'Connect',
}
