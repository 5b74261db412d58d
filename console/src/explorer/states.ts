import { h } from "../shared/dom";
import { type Words, words } from "../shared/language";
import { state_of, state_words, type Terminal } from "../shared/terminal";
import { moment_text } from "./terminal";

/** The result of looking up a terminal; null: not looked up yet. */
export type Looked = Terminal | "unread" | null;

const nothing = (): HTMLElement => h("span.faint", {}, "-");

/** The state of a terminal as a column. */
export function state_list(title: Words, looked: Looked, id: string): HTMLElement {
  if (looked === "unread") {
    const text = words("The state could not be read.", "未能读取状态。");
    return h("section.state", { id, "aria-label": title }, h("h2", {}, title), h("p", {}, text));
  }
  const terminal = looked;
  const state = terminal ? state_of(terminal) : null;
  const code = terminal?.activeCode;
  const line = (name: Words, value: Node | string) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, value));
  return h(
    "section.state",
    { id, "aria-label": title },
    h("h2", {}, title),
    h(
      "dl",
      {},
      line(
        words("State", "状态"),
        state ? h("span", { class: `badge ${state}` }, state_words[state]) : nothing(),
      ),
      line(words("Unspent code", "未用激活码"), code ? h("code", {}, code) : nothing()),
      line(
        words("Expires", "过期时间"),
        terminal ? moment_text(terminal.activeCodeExpireTime) : nothing(),
      ),
      line(
        words("Bound since", "绑定时间"),
        terminal ? moment_text(terminal.activeTime) : nothing(),
      ),
    ),
  );
}
