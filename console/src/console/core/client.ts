// The one way to the server. The session is a cookie that no script can read.
import { reading_language } from "../../shared/language";

export type Method = "GET" | "PUT" | "POST" | "DELETE";
export type QueryValue = string | number | boolean | readonly number[] | null | undefined;

export interface Request {
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** The server said no, and why, in the reader's language. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly reason: string,
    readonly request_id: string,
    readonly retry_after: number | null,
  ) {
    super(message);
  }
}

/** No answer came: the network or the server is away. */
export class Unreachable extends Error {}

/** As RFC 3986 has it: forms write a blank as a plus, which is a plus to the server. */
function query_text(query: Request["query"] = {}): string {
  const found = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") continue;
    if (Array.isArray(value)) for (const each of value) found.append(name, String(each));
    else found.set(name, String(value));
  }
  const text = String(found).replaceAll("+", "%20");
  return text ? `?${text}` : "";
}

function object_of(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function refusal_of(reply: Response, text: string): Refusal {
  const body = object_of(text);
  const text_in = (name: string) => (typeof body[name] === "string" ? (body[name] as string) : "");
  const wait = Number.parseInt(reply.headers.get("Retry-After") ?? "", 10);
  return new Refusal(
    reply.status,
    text_in("error_code"),
    text_in("error_msg") || `HTTP ${reply.status}`,
    reply.headers.get("X-Roomkey-Reason") ?? "",
    text_in("request_id") || (reply.headers.get("X-Request-Id") ?? ""),
    Number.isNaN(wait) ? null : wait,
  );
}

const lost_listeners = new Set<() => void>();

/** Called when the server no longer knows the session. */
export function on_session_lost(listener: () => void): () => void {
  lost_listeners.add(listener);
  return () => lost_listeners.delete(listener);
}

/** What the reader of a session has to do before anything else. */
const held_reasons = ["password_change_needed", "totp_enrolment_needed"];
const held_listeners = new Set<() => void>();

/** Called when the server says that something has to be done first. */
export function on_session_held(listener: () => void): () => void {
  held_listeners.add(listener);
  return () => held_listeners.delete(listener);
}

/** With status 401 as well, of a sign-in at a provider that did not succeed. */
const kept_reasons = ["sso_refused", "totp_needed", "totp_wrong"];

/** Rejects with a Refusal or with Unreachable. */
export async function call<Answer>(
  method: Method,
  path: string,
  request: Request = {},
): Promise<Answer> {
  const headers: Record<string, string> = {
    "Accept-Language": reading_language(),
    "X-Roomkey-Console": "1",
    ...request.headers,
  };
  if (request.body !== undefined) headers["Content-Type"] = "application/json";
  let reply: Response;
  let text: string;
  try {
    reply = await fetch(path + query_text(request.query), {
      method,
      headers,
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      ...(request.signal ? { signal: request.signal } : {}),
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    });
    text = await reply.text();
  } catch (error) {
    if (request.signal?.aborted) throw error;
    throw new Unreachable(String(error));
  }
  if (reply.ok) return (text ? JSON.parse(text) : undefined) as Answer;
  const refusal = refusal_of(reply, text);
  const is_lost =
    reply.status === 401 && path !== session_path && !kept_reasons.includes(refusal.reason);
  if (is_lost) for (const tell of lost_listeners) tell();
  if (held_reasons.includes(refusal.reason)) for (const tell of held_listeners) tell();
  throw refusal;
}

export const session_path = "/v1/roomkey/session";
