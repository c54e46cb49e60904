import type { ErrorMessages } from '../locales/en/errors.js'

/**
 * Says what went wrong and what to do, in the visitor's language. An error that no locale knows by its code speaks for itself:
 * those of the SDK say what to do as well.
 */
export function errorText(error: unknown, words: ErrorMessages): string {
  const { name, code, message } = (error ?? {}) as { name?: unknown; code?: unknown; message?: unknown }
  if (typeof code === 'string' && Object.hasOwn(words, code)) return words[code as keyof ErrorMessages]
  return name === 'DmexError' && typeof message === 'string' && message !== '' ? message : words.unexpected
}
