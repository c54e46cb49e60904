/**
 * The tag that this code came with. A module has no `document.currentScript`; it is found by its name then.
 *
 * @param file - the name that the file was published under
 */
export function ownScript(file: string): HTMLScriptElement | null {
  const { currentScript } = document
  return currentScript instanceof HTMLScriptElement && currentScript.src !== ''
    ? currentScript
    : document.querySelector<HTMLScriptElement>(`script[src*="${file}"]`)
}

/** Where the files next to a script are; next to the page when the script was copied into it. */
export function urlOf(script: HTMLScriptElement | null): string {
  return script?.src || document.baseURI
}
