// The life of a terminal: unbound, bound, thrown out. The server alone decides which it is; the
// page asks, and says so.
import { say_again } from "../shared/dom";
import type { Words } from "../shared/language";
import { CodeEntry } from "./entry";
import { EventStream, silence_max_ms, type TerminalEvent } from "./events";
import { Freshness } from "./freshness";
import { random_text } from "./identity";
import { Pairing } from "./pairing";
import { Room } from "./room";
import {
  activate,
  type Bound,
  type Profile,
  pause,
  Refusal,
  renew,
  server_now,
  show,
  silence_with_sleep_ms,
} from "./server";
import { end_words, no_answer, refusal_words } from "./words";

const pause_min_ms = 1000;
const pause_max_ms = 60_000;
/** A stretch that lasted that long was no failure. */
const sound_life_ms = 60_000;
const tries_of_a_code = 3;

/** Before attempt number `failures` + 1; drawn, so that a building does not come back at once. */
function pause_ms(failures: number): number {
  const longest = Math.min(pause_max_ms, pause_min_ms * 2 ** failures);
  return longest * (0.5 + Math.random() / 2);
}

const is_half_over = (bound: Bound): boolean =>
  bound.expireTime * 1000 - server_now() < bound.validPeriod * 500;

export class Terminal {
  private readonly room = new Room();
  private readonly entry = new CodeEntry(
    (code) => this.present(code),
    () => this.pair(),
  );
  private readonly pairing = new Pairing(
    (bound) => this.accept(bound),
    () => this.ask_for_code(null),
  );
  private readonly freshness = new Freshness(() => !this.entry.is_in_use && !this.pairing.is_open);
  private stream: EventStream | null = null;
  private failures = 0;
  /** Of the code that is being tried. */
  private attempt = { code: "", key: "" };
  /** Ends the pause before the next attempt to connect. */
  private hurry: () => void = () => undefined;
  /** Ends the time without a room. */
  private go_on: () => void = () => undefined;

  constructor(private readonly main: Element) {
    document.addEventListener("visibilitychange", () => this.look_after_sleep());
    window.addEventListener("online", () => this.look_after_sleep());
  }

  /** Finds out what this terminal is, and goes on as that; never returns. */
  async run(): Promise<void> {
    this.put(this.room.element);
    this.room.show_link("connecting");
    for (;;) {
      const begun = performance.now();
      let wait_s = 0;
      try {
        await this.live();
      } catch (error) {
        if (error instanceof Refusal) wait_s = error.retry_after_s;
        if (error instanceof Refusal && error.status === 401) {
          await this.without_room(error.reason);
          continue;
        }
      }
      this.room.show_link("away");
      this.failures = performance.now() - begun > sound_life_ms ? 0 : this.failures + 1;
      await this.rest(Math.max(wait_s * 1000, pause_ms(this.failures)));
    }
  }

  /** One stretch of being bound: until the stream ends, or an exception says why not. */
  private async live(): Promise<void> {
    let bound = await show();
    this.put(this.room.element);
    this.room.show(bound);
    if (is_half_over(bound)) {
      await renew();
      // Its first use ends the old one.
      bound = await show();
    }
    void this.freshness.look();
    this.stream = new EventStream();
    let end = "";
    await this.stream.follow((event) => {
      end = this.take(event) || end;
    });
    if (end) throw new Refusal(401, end, "", 0);
  }

  /** Takes an event; gives the reason if it was the last one. */
  private take({ name, data }: TerminalEvent): string {
    if (name === "unbound") return String((data as { reason?: unknown }).reason);
    if (name === "bound" || name === "updated") this.room.show(data as Profile);
    this.room.show_link("connected");
    return "";
  }

  /** Shows the code entry until a code was accepted. */
  private without_room(reason: string): Promise<void> {
    const has_lost_cookie = this.room.is_bound && reason === "token_missing";
    this.room.forget();
    this.failures = 0;
    this.ask_for_code(end_words(has_lost_cookie ? "cookie_lost" : reason) || null);
    return new Promise((accepted) => {
      this.go_on = accepted;
    });
  }

  private ask_for_code(why: Words | null): void {
    this.put(this.entry.element);
    this.entry.open(why);
  }

  private pair(): void {
    this.put(this.pairing.element);
    this.pairing.open();
  }

  private accept(bound: Bound): void {
    this.room.show_link("connecting");
    this.room.show(bound);
    this.put(this.room.element);
    this.go_on();
  }

  private async present(code: string): Promise<Words | string | null> {
    if (code !== this.attempt.code) this.attempt = { code, key: random_text(26) };
    for (let tried = 1; ; tried += 1) {
      try {
        const bound = await activate(code, this.attempt.key);
        this.attempt = { code: "", key: "" };
        this.accept(bound);
        return null;
      } catch (error) {
        if (error instanceof Refusal && error.status < 500) return this.refused(error);
        if (tried === tries_of_a_code) return no_answer;
        await pause(pause_ms(tried));
      }
    }
  }

  private refused(refusal: Refusal): Words | string | null {
    if (refusal.status === 429) {
      this.entry.pause(refusal.retry_after_s * 1000);
      return null;
    }
    return refusal_words(refusal.reason) || refusal.message;
  }

  private rest(ms: number): Promise<void> {
    return new Promise((done) => {
      this.hurry = done;
      setTimeout(done, ms);
    });
  }

  /** A machine that slept, or was off the network, does not wait for its watchdog. */
  private look_after_sleep(): void {
    if (document.visibilityState !== "visible") return;
    if (this.stream && silence_with_sleep_ms() > silence_max_ms) this.stream.abort();
    this.hurry();
  }

  private put(element: Element): void {
    if (this.main.firstElementChild === element && this.main.childElementCount === 1) return;
    this.main.textContent = "";
    this.main.append(element);
    say_again(this.main);
  }
}
