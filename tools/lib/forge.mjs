// Where forge is. The platform package's binary is called directly: npm 10 doesn't link `.bin/forge` (two packages own the name),
// and the wrapper package's launcher exits 0 whatever forge said, so that failing tests would pass.
import { createRequire } from 'node:module'

/** Path of forge's binary, from the package for this platform. */
export const forgeBinary = () => {
  const { platform, arch } = process
  const name = `@foundry-rs/forge-${platform}-${arch === 'x64' ? 'amd64' : arch}`
  const file = platform === 'win32' ? 'forge.exe' : 'forge'
  try {
    // The platform's package is a dependency of the wrapper's, which may have its own copy.
    const wrapper = createRequire(import.meta.url).resolve('@foundry-rs/forge/package.json')
    return createRequire(wrapper).resolve(`${name}/bin/${file}`)
  } catch {
    throw new Error(
      `forge is not installed for ${platform}-${arch}. Run \`npm install\` in the repository's root first.`,
    )
  }
}
