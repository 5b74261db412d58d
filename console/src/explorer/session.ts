import { type Answer, type Call, object_of, send, text_in, usual_headers } from "../shared/call";
import { words } from "../shared/language";

/** Who is signed in. Lives in the page's memory alone and ends with it. */
export interface Session {
  readonly token: string;
  readonly account: string;
  readonly name: string;
  readonly is_administrator: boolean;
  /** Unix milliseconds. */
  readonly ends_at: number;
}

/** The session of a sign-in's answer; empty if it has no token. */
export function session_of(body: string): Session | null {
  const answer = object_of(body);
  const token = text_in(answer, "accessToken");
  if (!token) return null;
  const user = (answer["user"] ?? {}) as Record<string, unknown>;
  return {
    token,
    account: text_in(user, "ucloginAccount"),
    name: text_in(user, "name"),
    is_administrator: user["adminType"] === 0 || user["adminType"] === 1,
    ends_at: Number(answer["expireTime"] ?? 0) * 1000,
  };
}

export const ended_words = words(
  "Your session has ended; sign in again.",
  "登录已失效，请重新登录。",
);

/** Codes of a refusal whose token opens nothing any more. */
const dead_token_codes = new Set(["USG.000000004", "USG.206020002"]);

type Listener = (session: Session | null) => void;

/** The one session of the page and its listeners. */
export class Sessions {
  private current: Session | null = null;
  private readonly listeners = new Set<Listener>();
  private ended = false;

  get now(): Session | null {
    return this.current;
  }

  /** Whether the last session ended without its owner's doing. */
  get has_ended(): boolean {
    return this.ended;
  }

  on_change(listener: Listener): void {
    this.listeners.add(listener);
  }

  set(session: Session | null): void {
    this.ended = false;
    this.change(session);
  }

  /** Looks at the answer to a request with `token`: the session may be over at the server. */
  check(token: string, status: number, body: string): void {
    if (status !== 401 || token !== this.current?.token) return;
    if (!dead_token_codes.has(text_in(object_of(body), "error_code"))) return;
    this.ended = true;
    this.change(null);
  }

  /** Sends a call of the session. Throws a TypeError if no answer came. */
  async send(call: Call): Promise<Answer> {
    const token = call.headers.find(([name]) => name === "X-Access-Token")?.[1];
    const answer = await send(call);
    if (token) this.check(token, answer.status, answer.body);
    return answer;
  }

  private change(session: Session | null): void {
    this.current = session;
    for (const listener of this.listeners) listener(session);
  }

  /** Ends the token at the server as well; it is forgotten here whatever comes of that. */
  async end(): Promise<void> {
    const token = this.current?.token;
    this.set(null);
    if (!token) return;
    const call: Call = {
      method: "DELETE",
      path: "/v1/usg/acs/token",
      headers: usual_headers(token),
    };
    await send(call).catch(() => undefined);
  }
}
