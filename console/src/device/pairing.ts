// Pairing: the screen shows a code, and asks again and again whether an administrator approved.
import { h, put, set_text } from "../shared/dom";
import { type Words, words } from "../shared/language";
import { drawing } from "./drawing";
import { is_back } from "./keys";
import { link_words } from "./room";
import { type Begun, type Bound, begin_pairing, pause, poll_pairing, Refusal } from "./server";

/** So often it begins again by itself; a screen that nobody looks at goes back to the pad. */
const rounds_max = 6;
const again_ms = 10_000;

const denied = words(
  "The administrator declined, or the room has changed. This is a new code.",
  "管理员已拒绝，或会议室已变更。这是新的配对码。",
);
const lapsed = words(
  "The code was not used for 10 minutes. This is a new one.",
  "配对码 10 分钟未使用，已失效。这是新的配对码。",
);

export class Pairing {
  private readonly code = h("output.code", { translate: "no" });
  private readonly number = h("b", { translate: "no" });
  private readonly message = h("p.message", { role: "status" });
  private readonly picture = h("div.qr");
  readonly element = h(
    "div.entry",
    {},
    h(
      "div.ask",
      {},
      h("h1", {}, words("Pair with a phone", "用手机配对")),
      h(
        "p.lead",
        {},
        words(
          "An administrator scans this, or enters the code in the console under “Pair a " +
            "screen”, chooses the room and types the number.",
          "请管理员扫码（或在控制台的“屏幕配对”中输入配对码），选择会议室并输入数字。",
        ),
      ),
      this.code,
      h("p.number", {}, words("Number", "数字"), " ", this.number),
      this.message,
      h(
        "button.other",
        { type: "button", onclick: () => history.back() },
        words("Enter a code instead", "改为输入激活码"),
      ),
    ),
    this.picture,
  );
  /** Which opening of the page is the current one; what belongs to an earlier one stops. */
  private opening = 0;

  constructor(
    private readonly bound: (bound: Bound) => void,
    private readonly left: () => void,
  ) {
    window.addEventListener("popstate", () => this.leave());
    document.addEventListener("keydown", (event) => {
      if (!this.is_open || !is_back(event)) return;
      event.preventDefault();
      history.back();
    });
  }

  get is_open(): boolean {
    return document.contains(this.element);
  }

  /** Called once the element is on the page. */
  open(): void {
    // So that Back returns to the pad, however a remote control says it.
    history.pushState("pairing", "");
    this.show(null, null);
    const button = this.element.querySelector("button");
    if (button) button.focus();
    this.opening += 1;
    void this.run(this.opening);
  }

  private leave(): void {
    if (!this.is_open) return;
    this.opening += 1;
    this.left();
  }

  private show(begun: Begun | null, said: Words | string | null): void {
    set_text(this.code, begun ? begun.userCode : "\u00a0");
    set_text(this.number, begun ? begun.number : "");
    put(this.picture, begun && drawing(begun.qrPath, begun.qrSize));
    if (said) set_text(this.message, said);
    else put(this.message);
  }

  private async run(opening: number): Promise<void> {
    let why: Words | null = null;
    for (let round = 0; round < rounds_max && opening === this.opening; ) {
      try {
        const begun = await begin_pairing();
        if (opening !== this.opening) return;
        round += 1;
        this.show(begun, why);
        why = await this.end_of(begun, opening);
      } catch (error) {
        if (opening !== this.opening) return;
        const refusal = error instanceof Refusal ? error : null;
        this.show(null, refusal ? refusal.message : link_words.away);
        await pause(Math.max((refusal ? refusal.retry_after_s : 0) * 1000, again_ms));
      }
    }
    if (opening === this.opening) history.back();
  }

  /** Why the pairing ended, unless the screen is bound or does something else now. */
  private async end_of(begun: Begun, opening: number): Promise<Words | null> {
    for (;;) {
      await pause(begun.interval * 1000);
      if (opening !== this.opening) return null;
      try {
        const { state, activation } = await poll_pairing(begun.pairingToken);
        if (opening !== this.opening) return null;
        if (state === "denied") return denied;
        if (activation) {
          this.opening += 1;
          this.bound(activation);
        }
      } catch (error) {
        // Anything else may pass; the code stays where it is.
        if (error instanceof Refusal && error.status === 400) return lapsed;
      }
    }
  }
}
