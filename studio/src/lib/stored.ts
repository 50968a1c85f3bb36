/** What this browser remembers between visits; a browser that keeps nothing costs a convenience, not the page. */
export function readStored<T>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(`auterity.${key}`);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    localStorage.setItem(`auterity.${key}`, JSON.stringify(value));
  } catch {
    // Full or forbidden.
  }
}
