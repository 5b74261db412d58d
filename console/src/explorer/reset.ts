import { type Call, type Header, object_of, text_in, usual_headers } from "../shared/call";
import { copy_button } from "../shared/copy";
import { h, put, set_busy, set_text } from "../shared/dom";
import { on_language, type Words, words } from "../shared/language";
import type { Terminal } from "../shared/terminal";
import { ExchangeView } from "./exchange";
import type { Sessions } from "./session";
import { type Looked, state_list } from "./states";
import { found_in, search_call } from "./terminal";

function contact(name: string, label: Words, extra: Record<string, string>) {
  const input = h("input", { id: `reset-${name}`, name, autocomplete: "off", ...extra });
  return { input, element: h("div.field", {}, h("label", { for: input.id }, label), input) };
}

/** What the page around a reset does for it. */
export interface Around {
  /** Hears of every reset that was done, with what the terminal is after it. */
  done(after: Terminal | null): void;
  /** Hears when a reset begins and ends. */
  running(is_running: boolean): void;
  /** Leads the reader to the sign-in or the choice, whichever is missing. */
  lead_to_missing(): void;
}

/** The reset itself, with the terminal's state before and after it. */
export class Reset {
  /** Which request it is. */
  readonly operation = h("div.operation-line");
  /** What goes along, the button and what came of it. */
  readonly element = h("div.reset");
  /** The request and its answer. */
  readonly exchange = new ExchangeView({ is_answer_first: true });
  private readonly states = h("div.states");
  private readonly outcome = h("div.outcome", { "aria-live": "polite" });
  private readonly method = h(
    "select",
    { id: "reset-method", "aria-label": words("Method", "方法") },
    h("option", { value: "PUT" }, "PUT"),
    h("option", { value: "POST" }, "POST"),
  );
  private readonly path = h("code.operation-path", { id: "reset-path" });
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
  private readonly missing = h("span.hint", { id: "reset-missing" });
  private readonly go = h("button.danger", {
    type: "submit",
    "aria-describedby": this.missing.id,
  });
  /** Which terminal the states are of. */
  private readonly subject = h("p.subject", { id: "reset-subject" });
  private terminal: Terminal | null = null;
  private before: Terminal | null = null;
  private after: Looked = null;
  private is_running = false;
  private key = crypto.randomUUID();

  constructor(
    private readonly sessions: Sessions,
    private readonly around: Around,
  ) {
    this.operation.append(this.method, this.path);
    this.method.addEventListener("input", () => this.show_call());
    const form = h(
      "form.reset-form",
      { "aria-label": words("Reset", "重置") },
      this.extras(),
      h("div.actions", {}, this.go, this.missing),
    );
    form.addEventListener("input", () => this.show_call());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    this.element.append(form, this.outcome, this.subject, this.states);
    this.choose(null);
    sessions.on_change(() => this.show_missing());
    on_language(() => {
      this.show_states();
      this.show_call();
    });
  }

  /** Options of a reset, out of the way of those who need none. */
  private extras(): HTMLElement {
    return h(
      "details.advanced",
      {},
      h(
        "summary",
        {},
        words(
          "Send the new code to someone, repeat safely (optional)",
          "可选：通知联系人、安全重试",
        ),
      ),
      h("div.triple", {}, this.country.element, this.sms.element, this.email.element),
      h(
        "label.inline",
        { for: this.repeatable.id },
        this.repeatable,
        words("Idempotency-Key: safe to repeat", "Idempotency-Key：可安全重试"),
      ),
    );
  }

  choose(terminal: Terminal | null): void {
    this.terminal = terminal;
    this.before = terminal;
    this.after = null;
    this.key = crypto.randomUUID();
    put(this.outcome);
    this.exchange.clear_answer();
    this.show_subject();
    this.show_missing();
    this.show_states();
    this.show_call();
  }

  private show_subject(): void {
    const terminal = this.terminal;
    this.element.classList.toggle("subjectless", !terminal);
    if (!terminal) {
      put(this.subject, h("span.faint", {}, words("No terminal chosen", "尚未选择终端")));
      set_text(this.go, words("Reset the code", "重置激活码"));
      return;
    }
    const { name, userAccount } = terminal;
    put(this.subject, h("strong", {}, name), h("code", {}, userAccount));
    set_text(this.go, words(`Reset ${name}`, `重置 ${name}`));
  }

  /** What has to be done before there can be a reset. */
  private show_missing(): void {
    const is_ready = this.sessions.now !== null && this.terminal !== null;
    this.go.classList.toggle("unready", !is_ready);
    if (is_ready) put(this.missing);
    else if (this.sessions.now) {
      put(this.missing, words("Choose a terminal first.", "请先选择终端。"));
    } else put(this.missing, words("Sign in first.", "请先登录。"));
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
    const account = this.terminal && encodeURIComponent(this.terminal.userAccount);
    const fields = {
      country: this.country.input.value.trim(),
      smsNumber: this.sms.input.value.trim(),
      emailAddr: this.email.input.value.trim(),
    };
    const given = Object.entries(fields).filter(([, value]) => value !== "");
    const headers: Header[] = usual_headers(this.sessions.now?.token ?? "<accessToken>");
    if (given.length > 0) headers.push(["Content-Type", "application/json"]);
    if (this.repeatable.checked) headers.push(["Idempotency-Key", this.key]);
    return {
      method: this.method.value === "POST" ? "POST" : "PUT",
      path: `/v1/usg/dcs/corp/vision/activecode/${account ?? "{account}"}/reset`,
      headers,
      ...(given.length > 0 ? { body: JSON.stringify(Object.fromEntries(given)) } : {}),
    };
  }

  private show_call(): void {
    // While a request is under way, what was sent is what is shown.
    if (this.is_running) return;
    const call = this.call();
    // It may break where its parts end.
    const parts = call.path.split(/(?<=\/)/).flatMap((part) => [part, h("wbr")]);
    put(this.path, ...parts);
    const can_be_sent = this.sessions.now !== null && this.terminal !== null;
    this.exchange.show_call(call, can_be_sent ? undefined : null);
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
    if (this.is_running) return;
    if (!token || !terminal) {
      this.around.lead_to_missing();
      return;
    }
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
    this.around.done(after);
  }

  private say_unsent(terminal: Terminal): void {
    const text = words(
      `Another terminal was chosen in the meantime; ${terminal.name} was not reset.`,
      `期间选择了其他终端，${terminal.name} 未被重置。`,
    );
    put(this.outcome, h("p.notice", { role: "alert" }, text));
    this.exchange.clear_answer();
  }

  private set_running(is_running: boolean): void {
    this.is_running = is_running;
    set_busy(this.go, is_running);
    this.around.running(is_running);
    if (!is_running) this.show_call();
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
      ),
    );
  }
}
