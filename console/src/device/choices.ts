// The line at the bottom: language, theme, and by which name an administrator finds this screen.
import { h } from "../shared/dom";
import { language, set_language, words } from "../shared/language";
import { set_theme } from "../shared/theme";
import { serial_number } from "./identity";

const is_dark = (): boolean => document.documentElement.getAttribute("data-theme") === "dark";

/** Fills the page's <footer>. */
export function build_choices(): void {
  const footer = document.querySelector("footer");
  if (!footer) return;
  footer.append(
    h(
      "p.serial",
      {},
      words("Serial number", "序列号"),
      " ",
      h("span", { translate: "no" }, serial_number),
    ),
    h(
      "div.choices",
      {},
      h(
        "button",
        {
          type: "button",
          // In the language that it leads to.
          lang: words("zh-CN", "en-US"),
          onclick: () => set_language(language() === "zh-CN" ? "en-US" : "zh-CN"),
        },
        words("中文", "English"),
      ),
      h(
        "button",
        { type: "button", onclick: () => set_theme(is_dark() ? "light" : "dark") },
        words("Light or dark", "浅色／深色"),
      ),
    ),
  );
}
