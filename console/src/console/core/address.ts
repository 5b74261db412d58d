// The address of the browser is the state of a list: what is searched, filtered, sorted, shown.
import { useCallback, useSyncExternalStore } from "react";

const root = "/console";
const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
  };
}

/** The address of a page of the console: `place("terminals", account)`. */
export const place = (...parts: string[]): string =>
  [root, ...parts.map(encodeURIComponent)].join("/");

/** Goes to another page, or to this one in another state. */
export function go(path: string, how: "push" | "replace" = "push"): void {
  if (!path.startsWith(root)) {
    location.assign(path);
    return;
  }
  if (how === "push") history.pushState(null, "", path);
  else history.replaceState(null, "", path);
  changed();
}

const path_now = (): string => location.pathname;
const search_now = (): string => location.search;

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The parts of the path below /console. */
export function usePath(): readonly string[] {
  const path = useSyncExternalStore(subscribe, path_now);
  return path.slice(root.length).split("/").filter(Boolean).map(decoded);
}

export type Change = Readonly<Record<string, string | null>>;

/** The query of the address; a null or an empty value takes the name out of it. */
export function useQueryState(): readonly [URLSearchParams, (change: Change) => void] {
  const query = new URLSearchParams(useSyncExternalStore(subscribe, search_now));
  const change = useCallback((wanted: Change) => {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(wanted)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const text = String(next);
    go(location.pathname + (text ? `?${text}` : ""), "replace");
  }, []);
  return [query, change];
}
