// Reloads the page when the server has a new build of it, and once a day: what runs for months in a
// television leaks. Never while the server is away, for then nothing would come back.
import { is_time_known, page_text, server_now } from "./server";

const look_pause_ms = 30 * 60_000;
const hour_ms = 3_600_000;

/** Our own script, whose name has the hash of its content. */
const script = document.currentScript as HTMLScriptElement | null;
const own_path = script ? new URL(script.src).pathname : "";

/**
 * How long it is until a reload between three and five in the morning, which is not at one moment
 * for all screens of a building.
 */
function until_next_night_ms(): number {
  const now = server_now();
  const night = new Date(now);
  night.setHours(3, 0, 0, 0);
  let at = night.getTime() + Math.random() * 2 * hour_ms;
  while (at < now + 6 * hour_ms) at += 24 * hour_ms;
  return at - now;
}

/**
 * What is due when is kept by performance.now(), which begins at 0 with each load: whatever the
 * clocks do, a page that was just loaded is not due.
 */
export class Freshness {
  private reload_at: number | null = null;
  private look_at = 0;

  /** `may_reload`: nobody is in the middle of something. */
  constructor(private readonly may_reload: () => boolean) {
    setInterval(() => void this.look_if_due(), 60_000);
  }

  /** After the server was away it may have come back as another build. */
  async look(): Promise<void> {
    if (!own_path) return;
    this.look_at = performance.now() + look_pause_ms;
    try {
      const is_new_build = (await page_text()).indexOf(own_path) < 0;
      // While nodes of two builds answer in turn, this page would be the old one again at once.
      if (is_new_build && performance.now() < look_pause_ms * Math.random()) return;
      if ((is_new_build || this.is_reload_due()) && this.may_reload()) location.reload();
    } catch {
      // Away; the next look is due soon enough.
    }
  }

  private async look_if_due(): Promise<void> {
    if (this.is_reload_due() || performance.now() >= this.look_at) await this.look();
  }

  /** Before the time is known it is no night. */
  private is_reload_due(): boolean {
    if (this.reload_at === null && is_time_known()) {
      this.reload_at = performance.now() + until_next_night_ms();
    }
    return this.reload_at !== null && performance.now() >= this.reload_at;
  }
}
