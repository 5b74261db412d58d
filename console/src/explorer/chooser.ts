import type { Code } from "../generated/api";
import type { Answer, Call } from "../shared/call";
import { h, put, set_text } from "../shared/dom";
import { on_language, words } from "../shared/language";
import { state_of, state_words, type Terminal, type_of } from "../shared/terminal";
import { ExchangeView } from "./exchange";
import { ended_words, type Sessions } from "./session";
import {
  codes_call,
  type Found,
  found_in,
  looks_like_code,
  page_size,
  search_call,
} from "./terminal";

const typing_pause_ms = 250;

/** Which terminal. Searches by name, account or code. */
export class Chooser {
  readonly element = h("div.chooser");
  private readonly search = h("input", {
    id: "terminal-search",
    type: "search",
    maxlength: 255,
    autocomplete: "off",
    spellcheck: "false",
    placeholder: words("Name, account or complete code", "名称、帐号或完整激活码"),
  });
  private readonly list = h("div.terminals", {
    role: "radiogroup",
    "aria-label": words("Terminals", "终端"),
  });
  private readonly status = h("p.hint", { role: "status" });
  /** What is said in place of terminals. */
  private readonly note = h("div.chooser-note");
  private readonly exchange = new ExchangeView();
  private readonly details = h(
    "details.wire",
    {},
    h("summary", {}, words("The request that was sent", "查看实际发送的请求")),
    this.exchange.element,
  );
  private found: Found | null = null;
  private chosen: Terminal | null = null;
  private is_held = false;
  private turn = 0;
  private timer = 0;

  constructor(
    private readonly sessions: Sessions,
    private readonly on_choice: (terminal: Terminal | null) => void,
    private readonly lead_to_sign_in: () => void,
  ) {
    this.element.append(
      h(
        "div.field",
        {},
        h(
          "div.field-head",
          {},
          h("label", { for: this.search.id }, words("Search terminals", "搜索终端")),
          this.status,
        ),
        this.search,
      ),
      this.list,
      this.note,
      this.details,
    );
    this.search.addEventListener("input", () => {
      if (!sessions.now) return;
      // From the first key on: what is listed is no longer what is asked for.
      this.set_awaiting(true);
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.run(), typing_pause_ms);
    });
    on_language(() => this.show());
    sessions.on_change(() => {
      this.choose(null);
      this.begin();
    });
    this.begin();
  }

  /** As it is after a sign-in or a sign-out. */
  private begin(): void {
    clearTimeout(this.timer);
    this.turn++;
    this.set_awaiting(false);
    this.found = null;
    put(this.list);
    put(this.status);
    put(this.note);
    this.details.hidden = this.sessions.now === null;
    if (this.sessions.now) {
      void this.run();
      return;
    }
    this.exchange.clear_answer();
    const text = this.sessions.has_ended
      ? ended_words
      : words("Sign in to list the terminals here.", "登录后，此处将列出终端。");
    const button = h("button.quiet", { type: "button", onclick: this.lead_to_sign_in });
    set_text(button, words("Sign in", "登录"));
    put(this.note, h("p.empty.offer", {}, h("span", {}, text), button));
  }

  private set_awaiting(is_awaiting: boolean): void {
    if (is_awaiting) this.list.setAttribute("aria-busy", "true");
    else this.list.removeAttribute("aria-busy");
  }

  private choose(terminal: Terminal | null): void {
    this.chosen = terminal;
    this.on_choice(terminal);
  }

  /** Looks again after a reset; the choice stays in the list, as `after` if that is known. */
  async look_again(after: Terminal | null): Promise<void> {
    if (after && after.userAccount === this.chosen?.userAccount) this.chosen = after;
    await this.run();
  }

  /** While a reset is under way nothing else can be chosen. */
  hold(is_held: boolean): void {
    this.is_held = is_held;
    for (const radio of this.list.querySelectorAll("input")) radio.disabled = is_held;
  }

  focus_search(): void {
    this.search.focus();
  }

  async run(): Promise<void> {
    const token = this.sessions.now?.token;
    if (!token) return;
    // What was typed is searched for now, whatever else asks for it.
    clearTimeout(this.timer);
    const turn = ++this.turn;
    const key = this.search.value.trim();
    put(this.status, words("Searching ...", "正在搜索……"));
    this.set_awaiting(true);
    try {
      const found = await this.find(token, key);
      if (turn !== this.turn) return;
      this.found = found;
      this.show();
    } catch {
      if (turn !== this.turn) return;
      this.found = null;
      put(this.note);
      this.show_rows(this.chosen ? [this.chosen] : []);
      put(
        this.status,
        words("The search failed; see the request below.", "搜索失败，详见下方请求。"),
      );
      this.details.open = true;
    } finally {
      if (turn === this.turn) this.set_awaiting(false);
    }
  }

  private async ask(call: Call): Promise<Answer> {
    this.exchange.show_call(call);
    this.exchange.show_waiting();
    try {
      const answer = await this.sessions.send(call);
      this.exchange.show_answer(answer);
      if (answer.status !== 200) throw new Error(String(answer.status));
      return answer;
    } catch (error) {
      if (error instanceof TypeError) this.exchange.show_failure();
      throw error;
    }
  }

  /** A code is looked up among the codes first; its terminal is then the one that shows it. */
  private async find(token: string, key: string): Promise<Found> {
    if (looks_like_code(key)) {
      const codes = await this.ask(codes_call(token, key));
      const code = key.replace(/[\s-]/g, "").toUpperCase();
      for (const { devName } of found_in(codes).terminals as unknown as Code[]) {
        const users = found_in(await this.ask(search_call(token, devName)));
        const owner = users.terminals.filter((user) => user.activeCode === code);
        if (owner.length > 0) return { count: owner.length, terminals: owner };
      }
    }
    return found_in(await this.ask(search_call(token, key)));
  }

  private show(): void {
    if (!this.found) return;
    const { count, terminals } = this.found;
    const chosen = this.chosen;
    const is_listed = terminals.some(({ userAccount }) => userAccount === chosen?.userAccount);
    this.show_rows(chosen && !is_listed ? [chosen, ...terminals] : terminals);
    const is_all = this.search.value.trim() === "";
    const nothing = is_all
      ? words(
          "No terminals yet. Create one: roomkey code add, or CreateVisionActiveCode below.",
          "还没有终端。可使用 roomkey code add 或下方的 CreateVisionActiveCode 创建。",
        )
      : words("Nothing matches.", "没有匹配的终端。");
    put(this.note, terminals.length === 0 && h("p.empty", {}, nothing));
    const shown = terminals.length;
    put(
      this.status,
      count > page_size
        ? words(
            `${shown} of ${count} shown; search to narrow the list.`,
            `共 ${count} 个，显示前 ${shown} 个，可搜索缩小范围。`,
          )
        : words(`${count} found.`, `共 ${count} 个。`),
    );
  }

  /** Lists the terminals; the one that had the focus keeps it. */
  private show_rows(terminals: readonly Terminal[]): void {
    const focused = document.activeElement;
    const account = this.list.contains(focused) && (focused as HTMLInputElement).value;
    put(this.list, ...terminals.map((terminal) => this.row(terminal)));
    if (!account) return;
    const radios = [...this.list.querySelectorAll("input")];
    (radios.find(({ value }) => value === account) ?? this.search).focus();
  }

  private row(terminal: Terminal): HTMLElement {
    const state = state_of(terminal);
    const radio = h("input", {
      type: "radio",
      name: "terminal",
      value: terminal.userAccount,
      checked: terminal.userAccount === this.chosen?.userAccount,
      disabled: this.is_held,
    });
    radio.addEventListener("change", () => this.choose(terminal));
    return h(
      "label.terminal",
      {},
      radio,
      h(
        "span.terminal-name",
        {},
        h("strong", {}, terminal.name),
        h("code", {}, terminal.userAccount),
      ),
      h("span.terminal-type", {}, type_of(terminal)),
      h("span", { class: `badge ${state}` }, state_words[state]),
    );
  }
}
