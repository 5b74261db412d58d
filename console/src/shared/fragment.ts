/** Part of an address, decoded; as it is where it is not well-formed. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Takes a malformed fragment off the address, for parts of the page that would throw at it. */
export function drop_malformed_fragment(): void {
  try {
    decodeURIComponent(location.hash);
  } catch {
    history.replaceState(null, "", location.pathname + location.search);
  }
}
