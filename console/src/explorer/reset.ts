import { type Call, type Header, object_of, text_in, usual_headers } from "../shared/call";
import { copy_button } from "../shared/copy";
import { h, put, set_busy, set_text } from "../shared/dom";
import { on_language, type Words, words } from "../shared/language";
import { ExchangeView } from "./exchange";
import type { Sessions } from "./session";
import {
  found_in,
  moment_text,
  search_call,
  state_of,
  state_words,
  type Terminal,
} from "./terminal";

function contact(name: string, label: Words, extra: Record<string, string>) {
  const input = h("input", { id: `reset-${name}`, name, autocomplete: "off", ...extra });
  return { input, element: h("div.field", {}, h("label", { for: input.id }, label), input) };
}

/** What a look at a terminal gave; null: nobody looked yet. */
type Looked = Terminal | "unread" | null;

const nothing = (): HTMLElement => h("span.faint", {}, "-");

/** The state of a terminal as a column. */
function state_list(title: Words, looked: Looked, id: string): HTMLElement {
  if (looked === "unread") {
    const text = words("The state could not be read.", "未能读取状态。");
    return h("section.state", { id, "aria-label": title }, h("h3", {}, title), h("p", {}, text));
  }
  const terminal = looked;
  const state = terminal ? state_of(terminal) : null;
  const code = terminal?.activeCode;
  const line = (name: Words, value: Node | string) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, value));
  return h(
    "section.state",
    { id, "aria-label": title },
    h("h3", {}, title),
    h(
      "dl",
      {},
      line(
        words("State", "状态"),
        state ? h("span", { class: `badge ${state}` }, state_words[state]) : nothing(),
      ),
      line(words("Unspent code", "未使用的激活码"), code ? h("code", {}, code) : nothing()),
      line(
        words("Code lapses", "激活码过期时间"),
        terminal ? moment_text(terminal.activeCodeExpireTime) : nothing(),
      ),
      line(
        words("Device bound since", "设备绑定时间"),
        terminal ? moment_text(terminal.activeTime) : nothing(),
      ),
    ),
  );
}

/** The third step: the reset itself, with the terminal's state before and after it. */
export class Reset {
  readonly element = h("div.reset");
  private readonly body = h("div.reset-body");
  private readonly states = h("div.states");
  private readonly outcome = h("div.outcome", { "aria-live": "polite" });
  private readonly exchange = new ExchangeView();
  private readonly method = h(
    "select",
    { id: "reset-method" },
    h("option", { value: "PUT" }, "PUT"),
    h("option", { value: "POST" }, "POST"),
  );
  private readonly country = contact("country", words("country", "country（国家）"), {
    placeholder: "chinaPR",
    maxlength: "255",
  });
  private readonly sms = contact("sms", words("smsNumber", "smsNumber（手机）"), {
    placeholder: "+8613800138000",
    inputmode: "tel",
    maxlength: "32",
  });
  private readonly email = contact("email", words("emailAddr", "emailAddr（邮箱）"), {
    placeholder: "room@example.com",
    inputmode: "email",
    maxlength: "255",
  });
  private readonly repeatable = h("input", { type: "checkbox", id: "reset-repeatable" });
  private readonly go = h("button.danger", { type: "submit" });
  /** Which terminal it is about, for the head of the step. */
  readonly subject = h("p.subject", { id: "reset-subject" });
  private terminal: Terminal | null = null;
  private before: Terminal | null = null;
  private after: Looked = null;
  private is_running = false;
  private key = crypto.randomUUID();

  constructor(
    private readonly sessions: Sessions,
    /** Hears of every reset that was done, with what the terminal is after it. */
    private readonly on_done: (after: Terminal | null) => void,
    /** Hears when a reset begins and ends. */
    private readonly on_running: (is_running: boolean) => void,
  ) {
    const form = h(
      "form.reset-form",
      { "aria-label": words("Reset", "重置") },
      h("div.triple", {}, this.country.element, this.sms.element, this.email.element),
      h(
        "div.options",
        {},
        h("label.inline", { for: this.method.id }, words("Method", "方法"), this.method),
        h(
          "label.inline",
          { for: this.repeatable.id },
          this.repeatable,
          words("Idempotency-Key: safe to repeat", "Idempotency-Key：可安全重试"),
        ),
      ),
      h(
        "div.actions",
        {},
        this.go,
        h(
          "p.hint",
          {},
          words(
            "The bound device is thrown out at once; the old code is dead. Contacts are optional.",
            "已绑定的设备会立即解绑，旧激活码立即失效。联系方式可不填写。",
          ),
        ),
      ),
    );
    form.addEventListener("input", () => this.show_call());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    this.body.append(this.states, form, this.outcome, this.exchange.element);
    this.choose(null);
    on_language(() => {
      this.show_states();
      if (this.terminal) this.show_call();
    });
  }

  choose(terminal: Terminal | null): void {
    this.terminal = terminal;
    this.before = terminal;
    this.after = null;
    this.key = crypto.randomUUID();
    put(this.outcome);
    this.exchange.clear_answer();
    put(this.subject);
    if (!terminal) {
      put(this.element, h("p.empty", {}, words("Choose a terminal first.", "请先选择终端。")));
      return;
    }
    put(this.element, this.body);
    this.show_name(terminal);
    this.show_states();
    this.show_call();
  }

  private show_name({ name, userAccount }: Terminal): void {
    put(this.subject, h("strong", {}, name), h("code", {}, userAccount));
    set_text(this.go, words(`Reset ${name}`, `重置 ${name}`));
  }

  private show_states(): void {
    put(
      this.states,
      state_list(words("Before", "重置前"), this.before, "state-before"),
      h("span.arrow", { "aria-hidden": "true" }, "→"),
      state_list(words("After", "重置后"), this.after, "state-after"),
    );
  }

  private call(): Call {
    const account = encodeURIComponent(this.terminal?.userAccount ?? "");
    const fields = {
      country: this.country.input.value.trim(),
      smsNumber: this.sms.input.value.trim(),
      emailAddr: this.email.input.value.trim(),
    };
    const given = Object.entries(fields).filter(([, value]) => value !== "");
    const headers: Header[] = usual_headers(this.sessions.now?.token);
    if (given.length > 0) headers.push(["Content-Type", "application/json"]);
    if (this.repeatable.checked) headers.push(["Idempotency-Key", this.key]);
    return {
      method: this.method.value === "POST" ? "POST" : "PUT",
      path: `/v1/usg/dcs/corp/vision/activecode/${account}/reset`,
      headers,
      ...(given.length > 0 ? { body: JSON.stringify(Object.fromEntries(given)) } : {}),
    };
  }

  private show_call(): void {
    // While a request is under way, what was sent is what is shown.
    if (!this.is_running) this.exchange.show_call(this.call());
  }

  /** What the server says of `terminal` now; null if it does not say. */
  private async look(token: string, terminal: Terminal): Promise<Terminal | null> {
    try {
      const account = terminal.userAccount;
      const answer = await this.sessions.send(search_call(token, account));
      if (answer.status !== 200) return null;
      const found = found_in(answer).terminals.filter((other) => other.userAccount === account);
      return found[0] ?? null;
    } catch {
      return null;
    }
  }

  private async run(): Promise<void> {
    const token = this.sessions.now?.token;
    const terminal = this.terminal;
    if (!token || !terminal || this.is_running) return;
    // Everything about the request is settled before the first wait.
    const call = this.call();
    this.set_running(true);
    this.exchange.show_call(call);
    this.exchange.show_waiting();
    put(this.outcome);
    try {
      await this.send_reset(token, terminal, call);
    } finally {
      this.set_running(false);
    }
  }

  private async send_reset(token: string, terminal: Terminal, call: Call): Promise<void> {
    this.before = (await this.look(token, terminal)) ?? this.before;
    if (terminal !== this.terminal) {
      if (this.terminal) this.say_unsent(terminal);
      return;
    }
    this.after = null;
    this.show_states();
    const answer = await this.sessions.send(call).catch(() => null);
    if (terminal !== this.terminal) return;
    if (!answer) {
      this.exchange.show_failure();
      return;
    }
    this.exchange.show_answer(answer);
    if (answer.status !== 200) return;
    this.key = crypto.randomUUID();
    this.show_code(text_in(object_of(answer.body), "activeCode"));
    const after = await this.look(token, terminal);
    if (terminal !== this.terminal) return;
    this.after = after ?? "unread";
    this.show_states();
    this.on_done(after);
  }

  private say_unsent(terminal: Terminal): void {
    const text = words(
      `Another terminal was chosen meanwhile; ${terminal.name} was not reset.`,
      `期间选择了其他终端，${terminal.name} 未被重置。`,
    );
    put(this.outcome, h("p.notice", { role: "alert" }, text));
    this.exchange.clear_answer();
  }

  private set_running(is_running: boolean): void {
    this.is_running = is_running;
    set_busy(this.go, is_running);
    this.on_running(is_running);
    if (!is_running && this.terminal) this.show_call();
  }

  private show_code(code: string): void {
    put(
      this.outcome,
      h(
        "div.new-code",
        {},
        h("span.new-code-label", {}, words("New activation code", "新激活码")),
        h("output.new-code-value", { id: "new-code" }, code),
        copy_button(words("Copy", "复制"), () => code),
        h(
          "p.hint",
          {},
          words(
            "Type it on the device, or run: roomkey terminal --code ...",
            "在设备上输入，或运行：roomkey terminal --code ……",
          ),
        ),
      ),
    );
  }
}
