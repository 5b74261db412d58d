import { h } from "./dom";
import { type Language, language, set_language, words } from "./language";
import { chosen_theme, follow_system_theme, set_theme, type Theme } from "./theme";

const pages = [
  { path: "/console", name: words("Console", "控制台") },
  { path: "/explorer", name: words("API explorer", "API 调试") },
  { path: "/errors", name: words("Error centre", "错误码中心") },
];

function language_switch(): HTMLElement {
  const group = h("div.switch", {
    role: "group",
    "aria-label": words("Language", "语言"),
  });
  const offer = (code: Language, name: string) => {
    const button = h("button", { type: "button", lang: code }, name);
    button.setAttribute("aria-pressed", String(language() === code));
    button.addEventListener("click", () => {
      set_language(code);
      for (const other of group.children) other.setAttribute("aria-pressed", "false");
      button.setAttribute("aria-pressed", "true");
    });
    group.append(button);
  };
  offer("zh-CN", "中文");
  offer("en-US", "EN");
  return group;
}

function theme_switch(): HTMLElement {
  const names = {
    system: words("System", "跟随系统"),
    light: words("Light", "浅色"),
    dark: words("Dark", "深色"),
  };
  const select = h("select", { "aria-label": words("Theme", "主题") });
  for (const [theme, name] of Object.entries(names)) {
    select.append(h("option", { value: theme, selected: theme === chosen_theme() }, name));
  }
  select.addEventListener("change", () => set_theme(select.value as Theme));
  follow_system_theme();
  return select;
}

/** Fills the page's <header>: where one can go, language and theme. */
export function build_header(): void {
  const header = document.querySelector("header");
  if (!header) return;
  const links = pages.map(({ path, name }) =>
    h("a", { href: path, "aria-current": location.pathname === path && "page" }, name),
  );
  header.append(
    h("a.skip", { href: "#main" }, words("Skip to content", "跳到正文")),
    h(
      "div.bar",
      {},
      h("a.brand", { href: "/" }, h("span.brand-key", { "aria-hidden": "true" }), "roomkey"),
      h("nav", { "aria-label": words("Pages", "页面") }, ...links),
      h("div.choices", {}, language_switch(), theme_switch()),
    ),
  );
}
