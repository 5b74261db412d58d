interface Locks {
  request(type: "screen"): Promise<unknown>;
}

/**
 * Keeps the screen on while the page is visible. Browsers give the lock back when it is hidden;
 * those before Chromium 84 have none, there the screen saver is a setting of the television.
 */
export function keep_awake(): void {
  const locks = (navigator as { wakeLock?: Locks }).wakeLock;
  if (!locks) return;
  const request = () => {
    // Refused on low battery, for example; asked again when the page is next shown.
    if (document.visibilityState === "visible") locks.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", request);
  request();
}
