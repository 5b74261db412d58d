/** What the reader chose, kept by the browser. Never a secret. Browsers may refuse to keep. */
export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`roomkey.${name}`, value);
  } catch {
    // Then it lasts as long as the page.
  }
}

export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`roomkey.${name}`);
  } catch {
    return null;
  }
}
