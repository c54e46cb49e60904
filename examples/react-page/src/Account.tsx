import { useConnect, useConnection, useConnectors, useDisconnect } from 'wagmi'

/** The application's own way to connect, as it was before there were any elements: one button for each wallet that is there. */
export function Account() {
  const { address } = useConnection()
  const connectors = useConnectors()
  const { mutate: connect, isPending } = useConnect()
  const { mutate: disconnect } = useDisconnect()
  if (address)
    return (
      <button type="button" onClick={() => disconnect()}>
        Leave ({address.slice(0, 6)}…{address.slice(-4)})
      </button>
    )
  // `injected` stands for whatever sits at `window.ethereum`; wallets that introduce themselves have a name.
  const wallets = connectors.filter(({ id }) => id !== 'injected')
  if (wallets.length === 0) return <p>No wallet was found in this browser.</p>
  return wallets.map((connector) => (
    <button key={connector.uid} type="button" disabled={isPending} onClick={() => connect({ connector })}>
      Enter with {connector.name}
    </button>
  ))
}
