import { useState } from "react";

/** One step at a time that may be refused: whether it is under way, and why the last one was. */
export function useAttempt() {
  const [is_busy, set_busy] = useState(false);
  const [error, set_error] = useState<unknown>(null);
  async function attempt(step: () => Promise<unknown>): Promise<void> {
    if (is_busy) return;
    set_busy(true);
    set_error(null);
    try {
      await step();
    } catch (refused) {
      set_error(refused);
    }
    set_busy(false);
  }
  return { is_busy, error, attempt };
}
