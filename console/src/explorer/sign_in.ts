import { type Call, object_of, pretty, send, text_in } from "../shared/call";
import { curl_command } from "../shared/curl";
import { h, put, set_busy, set_text } from "../shared/dom";
import { on_language, type Words, words } from "../shared/language";
import { ExchangeView } from "./exchange";
import { type Sessions, session_of } from "./session";
import {
  authorization,
  hmac_sha256,
  random_hex,
  type SignedPart,
  type SignInParts,
  sign_in_call,
  signed_parts,
  signed_text,
} from "./signature";

const signature_seconds = 600;
const nonce_bytes = 16;
const in_a_while = (): number => Math.floor(Date.now() / 1000) + signature_seconds;

interface Field {
  readonly input: HTMLInputElement;
  readonly element: HTMLElement;
}

function field(name: string, label: Words, hint: Words, extra: Record<string, string>): Field {
  const input = h("input", {
    id: `sign-in-${name}`,
    name,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-describedby": `sign-in-${name}-hint`,
    ...extra,
  });
  const element = h(
    "div.field",
    {},
    h("label", { for: input.id }, label),
    input,
    h("p.hint", { id: `sign-in-${name}-hint` }, hint),
  );
  return { input, element };
}

const more_words = words(
  "Optional: user, enterprise, expireTime, nonce",
  "可选：用户、企业、expireTime、nonce",
);

/** A line of the computation: what it is, and what it is now. */
function growing_line(id: string, label: Words): { element: HTMLElement; value: HTMLElement } {
  const value = h("output.grown", { id });
  const element = h("div.grow", {}, h("span.grow-label", {}, label), value);
  return { element, value };
}

/** Which colour is which part of the signed text. */
function legend(): HTMLElement {
  const part = (name: SignedPart, text: string) => h("li", { class: `part ${name}` }, text);
  return h(
    "ul.legend",
    { "aria-label": words("Parts of the signed text", "待签名文本的组成") },
    part("app_id", "appId"),
    part("corp_id", "corpId"),
    part("user_id", "userId"),
    part("expire_time", "expireTime"),
    part("nonce", "nonce"),
  );
}

/** From App ID and App Key to a token, with everything in between to be seen. */
export class SignIn {
  readonly element = h("div.sign-in", { id: "sign-in-details" });
  private readonly app_id = field(
    "app-id",
    words("App ID", "App ID"),
    words("Printed by: roomkey init, roomkey app add", "由 roomkey init 或 roomkey app add 输出"),
    { required: "", maxlength: "64" },
  );
  private readonly app_key = field(
    "app-key",
    words("App Key", "App Key"),
    words(
      "Used only in this page to sign; never sent, never stored.",
      "仅在本页面中用于签名，不会发送，也不会保存。",
    ),
    { type: "password", required: "" },
  );
  private readonly user_id = field(
    "user-id",
    words("User ID", "用户 ID"),
    words("Empty: the default administrator.", "留空则为默认管理员。"),
    { maxlength: "64" },
  );
  private readonly corp_id = field(
    "corp-id",
    words("Enterprise ID", "企业 ID"),
    words("Only for apps that serve several enterprises.", "仅多企业应用需要填写。"),
    { maxlength: "32" },
  );
  private readonly expire_time = field(
    "expire-time",
    words("expireTime", "expireTime"),
    words("Unix seconds; 0: never.", "秒级时间戳；0 表示永不失效。"),
    { type: "number", min: "0", step: "1", required: "" },
  );
  private readonly nonce = field(
    "nonce",
    words("nonce", "nonce"),
    words("32 to 64 random characters, no colon.", "32 至 64 个随机字符，不含冒号。"),
    { required: "", minlength: "32", maxlength: "64", pattern: "[^:]*" },
  );

  private readonly text_line = growing_line("signed-text", words("Signed text", "待签名文本"));
  private readonly signature_line = growing_line(
    "signature",
    words("Its HMAC-SHA256 with the App Key, in hex", "以 App Key 计算的 HMAC-SHA256（十六进制）"),
  );
  private readonly header_line = growing_line(
    "authorization",
    words("Authorization header", "Authorization 请求头"),
  );
  private readonly exchange = new ExchangeView({
    is_answer_first: true,
    is_copy_apart: true,
    heading: "h3",
  });
  private readonly details = h(
    "details.wire",
    {},
    h("summary", {}, words("Request and response of the sign-in", "登录的响应与请求")),
    this.exchange.element,
  );
  private readonly submit = h("button.primary", { type: "submit" }, words("Sign in", "登录"));
  private nonce_was_sent = false;
  private is_running = false;
  private turn = 0;

  constructor(private readonly sessions: Sessions) {
    const form = h(
      "form.sign-in-form",
      { "aria-label": words("Sign in by App ID", "使用 App ID 登录") },
      this.app_id.element,
      this.app_key.element,
      this.advanced(),
      h("div.actions", {}, this.submit, this.exchange.copy),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    form.addEventListener("input", (event) => {
      if (event.target === this.nonce.input) this.nonce_was_sent = false;
      void this.compute();
    });
    const growing = h(
      "details.growing",
      { open: true },
      h("summary", {}, words("How the request is signed", "签名的计算过程")),
      h(
        "div.growing-lines",
        {},
        this.text_line.element,
        legend(),
        this.signature_line.element,
        this.header_line.element,
      ),
    );
    this.element.append(form, growing, this.details);
    this.renew();
    sessions.on_change((session) => {
      if (!session) this.exchange.clear_answer();
    });
    // The language goes along in a header.
    on_language(() => void this.compute());
  }

  private advanced(): HTMLElement {
    const details = h(
      "details.advanced",
      {},
      h("summary", {}, more_words),
      h("div.pair", {}, this.user_id.element, this.corp_id.element),
      h("div.pair", {}, this.expire_time.element, this.nonce.element),
      h(
        "button.quiet",
        { type: "button", onclick: () => this.renew() },
        words("New nonce and time", "更换 nonce 与时间"),
      ),
    );
    // A field that is wrong has to be seen.
    details.addEventListener("invalid", () => details.setAttribute("open", ""), true);
    return details;
  }

  focus(): void {
    this.app_id.input.focus();
  }

  /** A body for a sign-in elsewhere, with a nonce of its own; null without an App ID. */
  body(): string | null {
    const { parts } = this;
    if (!parts.app_id) return null;
    const fresh = { ...parts, nonce: random_hex(nonce_bytes), expire_time: in_a_while() };
    return pretty(sign_in_call(fresh, "").body ?? "");
  }

  private get parts(): SignInParts {
    return {
      app_id: this.app_id.input.value.trim(),
      app_key: this.app_key.input.value.trim(),
      user_id: this.user_id.input.value.trim(),
      corp_id: this.corp_id.input.value.trim(),
      expire_time: Math.max(0, Math.floor(Number(this.expire_time.input.value) || 0)),
      nonce: this.nonce.input.value,
    };
  }

  private renew(): void {
    this.nonce.input.value = random_hex(nonce_bytes);
    this.expire_time.input.value = String(in_a_while());
    this.nonce_was_sent = false;
    void this.compute();
  }

  /** Enterprises may demand that a nonce is new, and a signature has its time. */
  private renew_if_used(): void {
    const { expire_time } = this.parts;
    const is_over = expire_time !== 0 && expire_time * 1000 <= Date.now();
    if (this.nonce_was_sent || is_over) this.renew();
  }

  /** Shows what there is so far; the whole call once there is enough for one. */
  private async compute(): Promise<Call | null> {
    const turn = ++this.turn;
    const parts = this.parts;
    const segments: (Node | string)[] = [];
    for (const { part, text } of signed_parts(parts)) {
      if (segments.length > 0) segments.push(":");
      const is_awaited = part === "app_id" && text === "";
      segments.push(h("span", { class: `part ${part}` }, is_awaited ? "appId" : text));
    }
    put(this.text_line.value, ...segments);
    if (!parts.app_key || !parts.app_id) {
      const waits = words("waiting for App ID and App Key", "等待填写 App ID 与 App Key");
      set_text(this.signature_line.value, waits);
      set_text(this.header_line.value, waits);
      const signature_word = "<signature>";
      this.exchange.show_call(sign_in_call(parts, signature_word), null);
      return null;
    }
    const signature = await hmac_sha256(parts.app_key, signed_text(parts));
    // Someone typed on meanwhile.
    if (turn !== this.turn) return null;
    set_text(this.signature_line.value, signature);
    put(
      this.header_line.value,
      "HMAC-SHA256 signature=",
      h("span.part.signature", {}, signature),
      authorization("", parts.app_id).replace("HMAC-SHA256 signature=", ""),
    );
    const call = sign_in_call(parts, signature);
    this.exchange.show_call(call, () => this.curl());
    return call;
  }

  /** The Authorization header for a body that was written elsewhere; null without an App Key. */
  async sign(body: string): Promise<string | null> {
    const { app_key } = this.parts;
    if (!app_key) return null;
    const fields = object_of(body);
    const parts = {
      app_id: text_in(fields, "appId"),
      app_key,
      user_id: text_in(fields, "userId"),
      corp_id: text_in(fields, "corpId"),
      expire_time: Number(fields["expireTime"] ?? 0),
      nonce: text_in(fields, "nonce"),
    };
    return authorization(await hmac_sha256(app_key, signed_text(parts)), parts.app_id);
  }

  private async curl(): Promise<string> {
    this.renew_if_used();
    const call = await this.compute();
    this.nonce_was_sent = true;
    return call ? curl_command(call) : "";
  }

  private async run(): Promise<void> {
    if (this.is_running) return;
    this.renew_if_used();
    const call = await this.compute();
    if (!call) return;
    this.is_running = true;
    set_busy(this.submit, true);
    this.exchange.show_waiting();
    try {
      const answer = await send(call);
      this.nonce_was_sent = true;
      this.exchange.show_answer(answer);
      const session = session_of(answer.body);
      // Why there is none has to be seen.
      if (!session) this.details.open = true;
      if (session) this.sessions.set(session);
    } catch {
      this.exchange.show_failure();
      this.details.open = true;
    } finally {
      this.is_running = false;
      set_busy(this.submit, false);
    }
  }
}
