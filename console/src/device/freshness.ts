// Reloads the page when the server has a new build of it, and once a day: what runs for months in a
// television leaks. Never while the server is away, for then nothing would come back.
import { page_text, server_now } from "./server";

const look_pause_ms = 30 * 60_000;
const hour_ms = 3_600_000;

/** Our own script, whose name has the hash of its content. */
const script = document.currentScript as HTMLScriptElement | null;
const own_path = script ? new URL(script.src).pathname : "";

/** Between three and five in the morning, not all screens of a building at one moment. */
function next_night(): number {
  const now = server_now();
  const night = new Date(now);
  night.setHours(3, 0, 0, 0);
  let at = night.getTime() + Math.random() * 2 * hour_ms;
  while (at < now + 6 * hour_ms) at += 24 * hour_ms;
  return at;
}

export class Freshness {
  private readonly reload_at = next_night();
  private looked_at = 0;

  /** `may_reload`: nobody is in the middle of something. */
  constructor(private readonly may_reload: () => boolean) {
    setInterval(() => void this.look_if_due(), 60_000);
  }

  /** After the server was away it may have come back as another build. */
  async look(): Promise<void> {
    if (!own_path) return;
    this.looked_at = server_now();
    try {
      const is_new_build = (await page_text()).indexOf(own_path) < 0;
      // While nodes of two builds answer in turn, this page would be the old one again at once.
      if (is_new_build && performance.now() < look_pause_ms * Math.random()) return;
      if ((is_new_build || server_now() >= this.reload_at) && this.may_reload()) location.reload();
    } catch {
      // Away; the next look is due soon enough.
    }
  }

  private async look_if_due(): Promise<void> {
    const now = server_now();
    if (now >= this.reload_at || now >= this.looked_at + look_pause_ms) await this.look();
  }
}
