import type { Call } from "./call";
import { remember, remembered } from "./memory";

/** How a command line is to meet the server's certificate. */
export type Trust = "any" | "system" | "file";

/**
 * Bare addresses have self-signed certificates as a rule. Only on the way to this machine itself
 * can nobody stand between, so only there is any certificate good enough for a token.
 */
function likely_trust(): Trust {
  const host = location.hostname;
  if (host === "localhost" || host === "[::1]" || host.startsWith("127.")) return "any";
  const is_bare = host.includes(":") || /^[0-9.]+$/.test(host);
  return is_bare ? "file" : "system";
}

export function chosen_trust(): Trust {
  const kept = remembered("trust");
  return kept === "any" || kept === "system" || kept === "file" ? kept : likely_trust();
}

export const set_trust = (trust: Trust): void => remember("trust", trust);

export const trust_options: Record<Trust, readonly string[]> = {
  any: ["-k"],
  system: [],
  file: ["--cacert server.crt"],
};

/** One word of a POSIX shell. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The call as a command for a POSIX shell. */
export function curl_command(call: Call): string {
  const parts = [["curl -i", ...trust_options[chosen_trust()], `-X ${call.method}`].join(" ")];
  for (const [name, value] of call.headers) parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (call.body !== undefined) parts.push(`--data-raw ${quoted(call.body)}`);
  parts.push(quoted(location.origin + call.path));
  return parts.join(" \\\n  ");
}
