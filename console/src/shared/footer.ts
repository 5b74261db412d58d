import { h } from "./dom";
import { words } from "./language";

/** Fills the page's <footer>. */
export function build_footer(): void {
  const footer = document.querySelector("footer");
  if (!footer) return;
  footer.append(
    h("a", { href: "/openapi.json" }, "OpenAPI (English)"),
    h("a", { href: "/openapi.zh-CN.json" }, "OpenAPI (中文)"),
    h("a", { href: "/errors" }, words("Error codes", "错误码")),
    h(
      "a",
      { href: footer.dataset["licences"] ?? "" },
      words("Third-party licences", "第三方许可证"),
    ),
  );
}
