// The terminal's events (WHATWG HTML, section 9.2) by fetch: EventSource cannot send a header.
import { ask, note_contact, silence_with_sleep_ms } from "./server";

/** A comment comes every 15 s, so a stream that is silent for so long is dead. */
export const silence_max_ms = 45_000;

export interface TerminalEvent {
  readonly name: string;
  readonly data: unknown;
}

/** Makes events of what comes in pieces. */
export class EventParser {
  private rest = "";

  take(piece: string): TerminalEvent[] {
    const blocks = (this.rest + piece).split("\n\n");
    this.rest = blocks.pop() || "";
    const events: TerminalEvent[] = [];
    for (const block of blocks) {
      let name = "message";
      const data: string[] = [];
      for (const line of block.split("\n")) {
        if (line.startsWith("event:")) name = line.slice(6).trim();
        if (line.startsWith("data:")) data.push(line.slice(5).trim());
      }
      if (data.length > 0) events.push({ name, data: JSON.parse(data.join("\n")) });
    }
    return events;
  }
}

/** One stream, from its request to its end. */
export class EventStream {
  private readonly stop = new AbortController();
  private watchdog: ReturnType<typeof setTimeout> | undefined;

  /** Ends it, wherever it is; `follow` then throws. */
  abort(): void {
    this.stop.abort();
  }

  /**
   * Gives each event to `take`; returns when the server closes or the machine slept, throws if it
   * fails.
   */
  async follow(take: (event: TerminalEvent) => void): Promise<void> {
    try {
      this.restart_watchdog();
      const reply = await ask("/v1/terminal/events", {}, this.stop.signal);
      if (!reply.body) throw new Error("no stream");
      const reader = reply.body.getReader();
      const decoder = new TextDecoder();
      const parser = new EventParser();
      for (;;) {
        const { done, value } = await reader.read();
        // After sleep the server's time is no longer known; another stream brings it.
        if (done || silence_with_sleep_ms() > silence_max_ms) return;
        note_contact();
        this.restart_watchdog();
        for (const event of parser.take(decoder.decode(value, { stream: true }))) take(event);
      }
    } finally {
      clearTimeout(this.watchdog);
      this.stop.abort();
    }
  }

  private restart_watchdog(): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.stop.abort(), silence_max_ms);
  }
}
