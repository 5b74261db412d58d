import { type Call, usual_headers } from "../shared/call";

/** What a sign-in by App ID is made of. The App Key is used here and sent nowhere. */
export interface SignInParts {
  readonly app_id: string;
  readonly app_key: string;
  readonly user_id: string;
  readonly corp_id: string;
  /** Unix seconds; 0 means never. */
  readonly expire_time: number;
  readonly nonce: string;
}

export type SignedPart = "app_id" | "corp_id" | "user_id" | "expire_time" | "nonce";

/** The parts of the signed text in their order; the enterprise only if it is named. */
export function signed_parts(parts: SignInParts): { part: SignedPart; text: string }[] {
  const all: { part: SignedPart; text: string }[] = [
    { part: "app_id", text: parts.app_id },
    { part: "corp_id", text: parts.corp_id },
    { part: "user_id", text: parts.user_id },
    { part: "expire_time", text: String(parts.expire_time) },
    { part: "nonce", text: parts.nonce },
  ];
  return all.filter(({ part, text }) => part !== "corp_id" || text !== "");
}

export const signed_text = (parts: SignInParts): string =>
  signed_parts(parts)
    .map(({ text }) => text)
    .join(":");

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** HMAC-SHA256 in hex. `key` must not be empty. */
export async function hmac_sha256(key: string, text: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", utf8(key), algorithm, false, ["sign"]);
  const bytes = new Uint8Array(await crypto.subtle.sign("HMAC", imported, utf8(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const base64 = (text: string): string =>
  btoa(Array.from(utf8(text), (byte) => String.fromCharCode(byte)).join(""));

export const authorization = (signature: string, app_id: string): string =>
  `HMAC-SHA256 signature=${signature},access=${base64(app_id)}`;

export function random_hex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Client type 72 is "a program", the only one on the vendor's page. */
const client_type = 72;

export function sign_in_call(parts: SignInParts, signature: string): Call {
  const body = {
    appId: parts.app_id,
    clientType: client_type,
    ...(parts.corp_id ? { corpId: parts.corp_id } : {}),
    ...(parts.user_id ? { userId: parts.user_id } : {}),
    expireTime: parts.expire_time,
    nonce: parts.nonce,
  };
  return {
    method: "POST",
    path: "/v2/usg/acs/auth/appauth",
    headers: [
      ...usual_headers(),
      ["Content-Type", "application/json"],
      ["Authorization", authorization(signature, parts.app_id)],
    ],
    body: JSON.stringify(body),
  };
}
