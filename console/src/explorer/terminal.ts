import { type Answer, type Call, object_of, usual_headers } from "../shared/call";
import { language } from "../shared/language";
import type { Terminal } from "../shared/terminal";

/** Unix milliseconds in the reader's language and zone. */
export function moment_text(ms: number | null): string {
  if (ms === null) return "-";
  const format = new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "medium" });
  return format.format(ms);
}

export const page_size = 20;

/** As RFC 3986 has it: forms write a blank as a plus, which is a plus to the server. */
const encoded = (query: URLSearchParams): string => String(query).replaceAll("+", "%20");

/** Terminals whose name, account or department goes with `key`; all for an empty one. */
export function search_call(token: string, key: string): Call {
  const query = new URLSearchParams();
  for (const type of [12, 13, 14]) query.append("userType", String(type));
  query.set("containsUnActive", "true");
  query.set("limit", String(page_size));
  if (key) query.set("searchKey", key);
  return {
    method: "GET",
    path: `/v1/usg/dcs/corp/member?${encoded(query)}`,
    headers: usual_headers(token),
  };
}

/** Unspent codes that are exactly `key`, or whose terminal's name goes with it. */
export function codes_call(token: string, key: string): Call {
  const query = new URLSearchParams({ searchKey: key, limit: String(page_size) });
  return {
    method: "GET",
    path: `/v1/usg/dcs/corp/vision/activecode?${encoded(query)}`,
    headers: usual_headers(token),
  };
}

export interface Found {
  readonly count: number;
  readonly terminals: readonly Terminal[];
}

export function found_in(answer: Answer): Found {
  const body = object_of(answer.body);
  const data = Array.isArray(body["data"]) ? (body["data"] as Terminal[]) : [];
  return { count: Number(body["count"] ?? data.length), terminals: data };
}

/** Whether someone may have typed a code: spaces and hyphens in it do not matter. */
export const looks_like_code = (key: string): boolean =>
  /^[0-9A-Za-z]{8,16}$/.test(key.replace(/[\s-]/g, "")) && /[0-9]/.test(key);
