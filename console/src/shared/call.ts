import { reading_language } from "./language";

export type Header = readonly [name: string, value: string];

/** A request to this server. */
export interface Call {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  readonly path: string;
  readonly headers: readonly Header[];
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly phrase: string;
  readonly headers: readonly Header[];
  readonly body: string;
  readonly took_ms: number;
}

/** The headers of every call that the pages make. */
export function usual_headers(token?: string): Header[] {
  const headers: Header[] = [["Accept-Language", reading_language()]];
  if (token) headers.push(["X-Access-Token", token]);
  return headers;
}

/** x-request-id -> X-Request-Id: browsers give names in lower case. */
const spelled = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());

/** Throws a TypeError if no answer came. */
export async function send(call: Call): Promise<Answer> {
  const begun = performance.now();
  const reply = await fetch(call.path, {
    method: call.method,
    headers: call.headers.map(([name, value]): [string, string] => [name, value]),
    credentials: "omit",
    cache: "no-store",
    redirect: "error",
    ...(call.body === undefined ? {} : { body: call.body }),
  });
  const body = await reply.text();
  return {
    status: reply.status,
    phrase: reply.statusText,
    headers: [...reply.headers].map(([name, value]) => [spelled(name), value] as const),
    body,
    took_ms: performance.now() - begun,
  };
}

export const header_of = (answer: Answer, name: string): string =>
  answer.headers.find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1] ?? "";

/** The body as an object; empty if it is none. */
export function object_of(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export const text_in = (object: Record<string, unknown>, name: string): string =>
  typeof object[name] === "string" ? (object[name] as string) : "";

export function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
