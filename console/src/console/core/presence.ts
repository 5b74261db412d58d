// Whether somebody is there. A page that asks again by itself would otherwise keep a session alive
// that nobody uses.
import { useSyncExternalStore } from "react";

const away_after_ms = 5 * 60_000;
const signs = ["pointermove", "pointerdown", "keydown", "scroll"] as const;
const listeners = new Set<() => void>();
let is_present = true;
let timer: ReturnType<typeof setTimeout> | undefined;

function set_present(next: boolean): void {
  if (is_present === next) return;
  is_present = next;
  for (const listener of listeners) listener();
}

function seen(): void {
  set_present(true);
  clearTimeout(timer);
  timer = setTimeout(() => set_present(false), away_after_ms);
}

for (const sign of signs) addEventListener(sign, seen, { capture: true, passive: true });
seen();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const usePresence = (): boolean => useSyncExternalStore(subscribe, () => is_present);
