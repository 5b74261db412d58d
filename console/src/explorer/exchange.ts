import { type Answer, type Call, header_of, object_of, pretty, text_in } from "../shared/call";
import { copy_button } from "../shared/copy";
import { curl_command } from "../shared/curl";
import { type Child, h, put } from "../shared/dom";
import { words } from "../shared/language";

const copy_curl = words("Copy as cURL", "复制为 cURL");

function text_block(label: ReturnType<typeof words>, text: string): HTMLElement {
  return h("pre.code", { tabindex: 0, role: "group", "aria-label": label }, text);
}

function headers_text(headers: readonly (readonly [string, string])[]): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join("\n");
}

function request_text(call: Call): string {
  const head = `${call.method} ${call.path} HTTP/1.1\nHost: ${location.host}`;
  const headers = headers_text(call.headers);
  return `${head}\n${headers}${call.body === undefined ? "" : `\n\n${pretty(call.body)}`}`;
}

/** The code of a refusal, with a link to what it means. */
function refusal_line(answer: Answer): HTMLElement | null {
  const body = object_of(answer.body);
  const code = text_in(body, "error_code");
  if (!code) return null;
  const reason = header_of(answer, "X-Roomkey-Reason");
  return h(
    "p.refusal",
    { role: "alert" },
    // In a new tab: leaving the page would end the session.
    h("a", { href: `/errors#${code}`, target: "_blank", rel: "noopener" }, code),
    reason && h("code", {}, reason),
    h("span", {}, text_in(body, "error_msg")),
  );
}

const status_class = (status: number): string => (status < 400 ? "good" : "bad");

interface ExchangeOptions {
  /** Else the request comes first, as it does on the wire. */
  readonly is_answer_first?: boolean;
  /** The button that copies the request stands elsewhere, where its owner puts it. */
  readonly is_copy_apart?: boolean;
  /** Of the request and the answer; what is around them has the one above it. */
  readonly heading?: "h2" | "h3";
}

/** One request and its answer, as they go over the wire. */
export class ExchangeView {
  readonly element = h("div.exchange");
  private readonly request_text = text_block(words("Request", "请求"), "");
  private readonly answer_head = h("div.half-head", { "aria-live": "polite" });
  private readonly answer = h("div.answer");
  readonly copy = copy_button(copy_curl, () => this.curl());
  private curl: () => string | Promise<string> = () => "";

  private readonly heading: "h2" | "h3";

  constructor({
    is_answer_first = false,
    is_copy_apart = false,
    heading = "h2",
  }: ExchangeOptions = {}) {
    this.heading = heading;
    this.copy.classList.add("copy-curl");
    const head = h("div.half-head", {}, h(heading, {}, words("Request", "请求")));
    if (!is_copy_apart) head.append(this.copy);
    const request = h("div.half.request", {}, head, this.request_text);
    const answer = h("div.half", {}, this.answer_head, this.answer);
    this.element.append(...(is_answer_first ? [answer, request] : [request, answer]));
    this.clear_answer();
  }

  /** `curl` gives the command to copy; null: this call cannot be sent as it is. */
  show_call(call: Call, curl?: (() => string | Promise<string>) | null): void {
    this.curl = curl ?? (() => curl_command(call));
    this.copy.disabled = curl === null;
    this.request_text.textContent = request_text(call);
  }

  private show(head: readonly Child[], ...content: Child[]): void {
    put(this.answer_head, h(this.heading, {}, words("Response", "响应")), ...head);
    put(this.answer, ...content);
  }

  clear_answer(): void {
    this.show([], h("p.empty", {}, words("Nothing has been sent yet.", "尚未发送。")));
  }

  show_waiting(): void {
    const text = words("Waiting for the server ...", "正在等待服务器响应……");
    this.show([], h("p.empty.busy", {}, text));
  }

  show_failure(): void {
    const text = words(
      "No response. Is the server still running, and is its certificate accepted?",
      "没有收到响应。请确认服务仍在运行，且浏览器信任其证书。",
    );
    this.show([], h("p.refusal", { role: "alert" }, text));
  }

  show_answer(answer: Answer): void {
    const status = `${answer.status} ${answer.phrase}`.trim();
    const body = answer.body ? `\n\n${pretty(answer.body)}` : "";
    this.show(
      [
        h("span", { class: `status ${status_class(answer.status)}` }, status),
        h("span.took", {}, `${Math.max(1, Math.round(answer.took_ms))} ms`),
        copy_button(words("Copy", "复制"), () => answer.body),
      ],
      refusal_line(answer),
      text_block(words("Response", "响应"), headers_text(answer.headers) + body),
    );
  }
}
