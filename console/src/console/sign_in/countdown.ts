import { useEffect, useState } from "react";

/** "9:05" or "12". */
function clock_text(seconds: number): string {
  if (seconds < 60) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Counts down by the clock, so that a sleeping computer does not lengthen it. */
export function useCountdown() {
  const [until, set_until] = useState(0);
  const [now, set_now] = useState(0);
  const is_running = until > now;
  useEffect(() => {
    if (!is_running) return;
    const timer = setInterval(() => set_now(Date.now()), 500);
    return () => clearInterval(timer);
  }, [is_running]);
  const seconds = is_running ? Math.ceil((until - now) / 1000) : 0;
  return {
    seconds,
    text: clock_text(seconds),
    start: (wait: number) => {
      set_now(Date.now());
      set_until(Date.now() + wait * 1000);
    },
  };
}
