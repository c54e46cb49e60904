/** Paths of published files with their hashes, as `integrity` wants them. */
export type Hashes = Readonly<Record<string, string>>

const links = new Map<string, Promise<void>>()

/**
 * Fetches a module whose content must have a hash. `import()` takes no hash, but a module that was preloaded is not fetched
 * again, and a preload that does not match fails both.
 */
export function preload(base: string, path: string, hashes: Hashes, priority: 'auto' | 'low' = 'auto'): Promise<void> {
  const { href } = new URL(path, base)
  return links.get(href) ?? insert(href, hashes[path] ?? '', priority)
}

function insert(href: string, hash: string, priority: 'auto' | 'low'): Promise<void> {
  const link = document.createElement('link')
  link.rel = 'modulepreload'
  link.crossOrigin = 'anonymous'
  link.integrity = hash
  link.fetchPriority = priority
  link.href = href
  const loading = new Promise<void>((resolve, reject) => {
    link.onload = () => resolve()
    link.onerror = () =>
      reject(new Error(`${href} could not be loaded, or is not the file that this version of DMEX was published with.`))
  })
  links.set(href, loading)
  // What failed is asked for again by the next one who needs it.
  loading.catch(() => {
    links.delete(href)
    link.remove()
  })
  document.head.append(link)
  return loading
}

/** Imports a file next to the script, if its content is what was published. */
export async function importChecked<Module>(base: string, path: string, hashes: Hashes): Promise<Module> {
  await preload(base, path, hashes)
  return (await import(new URL(path, base).href)) as Module
}
