const KEY = 'dmex-devnet-wallet'

/** Who was connected on which chain, in this browser. */
export function recall() {
  try {
    const { account, chainId } = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    return { account, chainId }
  } catch {
    return { account: undefined, chainId: undefined }
  }
}

export const remember = (state) => localStorage.setItem(KEY, JSON.stringify(state))

/** Called when the same visitor decides something in another tab. */
export function onElsewhere(decided) {
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY) decided(recall())
  })
}
