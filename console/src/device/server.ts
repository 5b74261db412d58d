// The one way to the server. The credential is a cookie that no script can read; this header, which
// pages of other origins cannot add, makes it count.
import { language } from "../shared/language";
import { model, serial_number, software_version } from "./identity";

const page_header = "X-Roomkey-Device";
const patience_ms = 30_000;

/** What and where this terminal is (TerminalProfile of the API document). */
export interface Profile {
  readonly account: string;
  readonly name: string;
  readonly corpName: string;
  readonly deptName: string;
  readonly activeTime: number;
}

/** The profile with the life of the credential. */
export interface Bound extends Profile {
  readonly validPeriod: number;
  readonly expireTime: number;
}

/** The server said no, and why, in the language of the page. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
    readonly retry_after_s: number,
  ) {
    super(message);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/**
 * Times are kept by performance.now(), which nobody sets: televisions begin with a wrong clock, and
 * may put it right while the page is open. Here is what the server's clock showed when it was 0,
 * as far as is known.
 */
let server_start: number | null = null;
/** When the server was last heard of, by performance.now() and by this device's clock. */
let heard: { readonly at: number; readonly by_clock: number } | null = null;

/** Whether `server_now` is the server's time; before its first answer it is this device's. */
export const is_time_known = (): boolean => server_start !== null;
/** Now, by the clock of the server. */
export const server_now = (): number =>
  server_start === null ? Date.now() : server_start + performance.now();
/** For how long the server has not been heard of; null before its first answer. */
export const silence_ms = (): number | null => heard && performance.now() - heard.at;

/**
 * The same with the time that the machine slept, when performance.now() may stand still. A clock
 * that is set looks like sleep.
 */
export const silence_with_sleep_ms = (): number =>
  heard ? Math.max(performance.now() - heard.at, Date.now() - heard.by_clock) : 0;

export function note_contact(): void {
  heard = { at: performance.now(), by_clock: Date.now() };
}

/** Takes the time from an answer that came just now. */
function note_time(reply: Response): void {
  const date = Date.parse(reply.headers.get("Date") || "");
  // The header has whole seconds; half of one is the best guess at the rest.
  if (date > 0) server_start = date + 500 - performance.now();
}

async function refusal_of(reply: Response): Promise<Refusal> {
  const text = await reply.text();
  let message = "";
  try {
    message = String(JSON.parse(text)["error_msg"] || "");
  } catch {
    // Something between here and the server said no in its own words.
  }
  return new Refusal(
    reply.status,
    reply.headers.get("X-Roomkey-Reason") || "",
    message || `HTTP ${reply.status}`,
    Number.parseInt(reply.headers.get("Retry-After") || "0", 10) || 0,
  );
}

interface Sent {
  readonly method?: "GET" | "POST" | "PUT";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The reply of the API if it is 200; throws a Refusal, or what fetch throws if none came. */
export async function ask(path: string, sent: Sent, signal: AbortSignal): Promise<Response> {
  const reply = await fetch(path, {
    method: sent.method || "GET",
    headers: {
      [page_header]: "1",
      "Accept-Language": language(),
      ...(sent.body === undefined ? {} : { "Content-Type": "application/json" }),
      ...sent.headers,
    },
    credentials: "same-origin",
    cache: "no-store",
    redirect: "error",
    signal,
    ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
  });
  note_contact();
  note_time(reply);
  if (reply.status !== 200) throw await refusal_of(reply);
  return reply;
}

/** `ask` for a JSON body, given up after a while. */
async function call<Result>(path: string, sent: Sent = {}): Promise<Result> {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), patience_ms);
  try {
    return (await (await ask(path, sent, stop.signal)).json()) as Result;
  } finally {
    clearTimeout(late);
  }
}

const device = { sn: serial_number, model, softwareVersion: software_version };

/** `key` stays the same while one code is tried again, so that a lost answer costs nothing. */
export const activate = (activeCode: string, key: string): Promise<Bound> =>
  call("/v1/terminal/activation", {
    method: "POST",
    headers: { "Idempotency-Key": key },
    body: { activeCode, ...device },
  });

/** The answer of BeginPairing. */
export interface Begun {
  readonly pairingToken: string;
  readonly userCode: string;
  readonly number: string;
  readonly qrSize: number;
  readonly qrPath: string;
  readonly interval: number;
}

export const begin_pairing = (): Promise<Begun> =>
  call("/v1/terminal/pairing", { method: "POST", body: { origin: location.origin, ...device } });

/** The activation is there once the screen is bound. */
export const poll_pairing = (
  pairingToken: string,
): Promise<{ readonly state: string; readonly activation?: Bound }> =>
  call("/v1/terminal/pairing/poll", { method: "POST", body: { pairingToken } });

export const show = (): Promise<Bound> => call("/v1/terminal");

/** Replaces the cookie. */
export const renew = (): Promise<unknown> => call("/v1/terminal/token", { method: "PUT" });

/** The text of this page as the server has it now. */
export async function page_text(): Promise<string> {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), patience_ms);
  try {
    const reply = await fetch(location.pathname, { cache: "no-cache", signal: stop.signal });
    if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
    return await reply.text();
  } finally {
    clearTimeout(late);
  }
}
