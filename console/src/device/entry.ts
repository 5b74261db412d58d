// The code entry: a pad that a remote control, a finger or a keyboard operates.
import { h, put, set_attribute, set_text } from "../shared/dom";
import { grouped_code } from "../shared/grouped_code";
import { type Words, words } from "../shared/language";
import { drawing } from "./drawing";
import { is_back } from "./keys";
import { countdown_text } from "./words";

const code_length_min = 8;
const code_length_max = 16;
const forget_ms = 2 * 60_000;

const digits = "1234567890";
/** All characters of codes of the format "crockford": seven columns with the three other keys. */
const characters = "1234567890ABCDEFGHJKMNPQRSTVWXYZ";

const erase_icon = "M9 5h12v14H9l-7-7 7-7zm2.5 4.5l5 5m0-5l-5 5";

export class CodeEntry {
  readonly element: HTMLElement;
  private code = "";
  private is_busy = false;
  private forgetting: ReturnType<typeof setTimeout> | undefined;
  /** By performance.now(), so that setting the clock neither ends nor stretches the wait. */
  private wait_until = 0;
  /** Whether the history has an entry of ours, so that Back erases instead of leaving the page. */
  private is_guarded = false;
  private readonly shown = h("output.code", { "aria-live": "polite" });
  private readonly message = h("p.message", { role: "alert" });
  private readonly pad = h("div.pad", {
    role: "group",
    "aria-label": words("Keys of the code", "激活码键盘"),
  });
  private readonly erase_key: HTMLButtonElement;
  private readonly switch_key: HTMLButtonElement;
  private readonly enter: HTMLButtonElement;
  private has_letters = false;

  /** `present` tries the code; what it returns is said, if anything. `pair` is another way. */
  constructor(
    private readonly present: (code: string) => Promise<Words | string | null>,
    pair: () => void,
  ) {
    this.erase_key = h("button.erase", {
      type: "button",
      "aria-label": words("Erase the last character", "删除末位"),
      onclick: () => this.erase(),
    });
    this.erase_key.append(drawing(erase_icon));
    this.switch_key = h("button.switch", { type: "button", onclick: () => this.switch() });
    this.enter = h(
      "button.enter",
      { type: "button", onclick: () => void this.submit() },
      words("OK", "确定"),
    );
    this.fill_pad();
    this.element = h(
      "div.entry",
      {},
      h(
        "div.ask",
        {},
        h("h1", {}, words("Enter the activation code", "请输入激活码")),
        h(
          "p.lead",
          {},
          words(
            "The code of this room is in a message from your administrator, or on the note " +
              "at the door.",
            "本会议室的激活码见管理员发送的消息或门口的标签。",
          ),
        ),
        this.shown,
        this.message,
        h(
          "button.other",
          { type: "button", onclick: pair },
          words("Pair with a phone", "用手机配对"),
        ),
      ),
      this.pad,
    );
    this.show();
    setInterval(() => this.count_down(), 1000);
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("paste", (event) => this.paste(event));
    window.addEventListener("popstate", () => this.go_back());
  }

  /** Whether somebody is typing. */
  get is_in_use(): boolean {
    return this.is_visible && (this.code !== "" || this.is_busy);
  }

  /** Begins again, with a word on why if there is one. */
  open(why: Words | string | null): void {
    this.code = "";
    this.wait_until = 0;
    this.message.setAttribute("role", "alert");
    this.show();
    this.say(why);
    const first = this.element.querySelector<HTMLElement>(".pad button");
    if (first) first.focus();
  }

  /** Ten keys are quicker to reach by arrows, so those of letters come only when asked for. */
  private fill_pad(): void {
    const keys = (this.has_letters ? characters : digits)
      .split("")
      .map((text) => h("button", { type: "button", onclick: () => this.type(text) }, text));
    const others = [this.erase_key, this.enter];
    if (this.has_letters) others.unshift(this.switch_key);
    else others.splice(1, 0, keys.pop() as HTMLButtonElement);
    put(this.pad, ...keys, ...others, this.has_letters ? null : this.switch_key);
    this.pad.className = this.has_letters ? "pad letters" : "pad";
    this.switch_key.textContent = this.has_letters ? "123" : "ABC";
    const name = this.has_letters
      ? words("123: digits", "123：数字")
      : words("ABC: letters", "ABC：字母");
    set_attribute(this.switch_key, "aria-label", name);
  }

  private switch(): void {
    this.has_letters = !this.has_letters;
    this.fill_pad();
    this.switch_key.focus();
  }

  private get is_visible(): boolean {
    return document.contains(this.element);
  }

  private say(text: Words | string | null): void {
    if (text === null) put(this.message);
    else set_text(this.message, text);
  }

  private show(): void {
    const groups = this.code === "" ? ["", "", ""] : grouped_code(this.code);
    put(
      this.shown,
      ...groups.map((group) => h(group === "" ? "span.blank" : "span", {}, group || "\u00a0")),
    );
    const is_ready = this.code.length >= code_length_min && !this.is_busy && !this.wait_until;
    this.enter.setAttribute("aria-disabled", String(!is_ready));
  }

  private type(text: string): void {
    if (this.is_busy) return;
    const added = text.toUpperCase().replace(/[^0-9A-Z]/g, "");
    this.code = (this.code + added).slice(0, code_length_max);
    if (this.code !== "" && !this.is_guarded) {
      history.pushState("typing", "");
      this.is_guarded = true;
    }
    if (!this.wait_until) this.say(null);
    this.show();
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => this.forget(), forget_ms);
  }

  /** What was typed and left would stay on a public screen, and keep it from a new build. */
  private forget(): void {
    if (this.is_busy) return;
    this.code = "";
    this.has_letters = false;
    this.fill_pad();
    this.show();
  }

  private erase(): void {
    if (this.is_busy) return;
    this.code = this.code.slice(0, -1);
    this.show();
  }

  /**
   * Back in the history. Erases all at once: of entries that a page adds without a key being
   * pressed, browsers skip the next one.
   */
  private go_back(): void {
    this.is_guarded = false;
    if (this.is_busy) return;
    this.code = "";
    this.show();
  }

  private key(event: KeyboardEvent): void {
    if (!this.is_visible || event.altKey || event.ctrlKey || event.metaKey) return;
    if (is_back(event) && this.code === "") {
      // Televisions leave the going back to the page.
      event.preventDefault();
      history.back();
    } else if (is_back(event) || event.key === "Backspace") {
      event.preventDefault();
      this.erase();
    } else if (/^[0-9A-Za-z]$/.test(event.key)) {
      this.type(event.key);
      // So that Enter means the code, and not the digit that the focus happens to be on.
      this.enter.focus();
    }
  }

  private paste(event: ClipboardEvent): void {
    if (!this.is_visible || !event.clipboardData) return;
    event.preventDefault();
    this.type(event.clipboardData.getData("text"));
    this.enter.focus();
  }

  private async submit(): Promise<void> {
    if (this.is_busy || this.wait_until) return;
    if (this.code.length < code_length_min) {
      this.say(words("A code has at least 8 characters.", "激活码至少有 8 位。"));
      return;
    }
    this.is_busy = true;
    this.show();
    this.say(words("Checking the code …", "正在验证激活码……"));
    const said = await this.present(this.code);
    this.is_busy = false;
    if (!this.wait_until) this.say(said);
    this.show();
  }

  /** No further code is examined for that long. */
  pause(ms: number): void {
    this.wait_until = performance.now() + ms;
    this.count_down();
  }

  private count_down(): void {
    if (!this.wait_until) return;
    const rest = this.wait_until - performance.now();
    // An alert would be read out each second.
    this.message.setAttribute("role", rest > 0 ? "timer" : "alert");
    if (rest > 0) {
      const time = countdown_text(rest);
      this.say(
        words(`Too many wrong codes. Try again in ${time}.`, `错误次数过多，请在 ${time} 后重试。`),
      );
    } else {
      this.wait_until = 0;
      this.say(null);
    }
    this.show();
  }
}
