import { said, type Words, words } from "../shared/language";

const filter_name = words("Filter by tag or path", "按标签或路径筛选");

/** Parts of the viewer that have no accessible name. */
const names: readonly { selector: string; name: Words }[] = [
  { selector: ".examples-select select", name: words("Example", "示例") },
  {
    selector: ".content-type-wrapper select, .content-type",
    name: words("Media type", "媒体类型"),
  },
  { selector: ".parameters select, .parameters input", name: words("Value", "值") },
  { selector: "select", name: words("Choice", "选项") },
  { selector: "textarea.body-param__text", name: words("Request body", "请求体") },
  { selector: "textarea", name: words("Text", "文本") },
  { selector: ".operation-filter-input", name: filter_name },
];

function repair(root: HTMLElement): void {
  for (const { selector, name } of names) {
    for (const control of root.querySelectorAll(selector)) {
      const row = control.closest("tr[data-param-name]");
      const parameter = row?.getAttribute("data-param-name");
      if (!control.hasAttribute("aria-label")) {
        control.setAttribute("aria-label", parameter ?? said(name));
      }
    }
  }
  for (const block of root.querySelectorAll("pre:not([tabindex])"))
    block.setAttribute("tabindex", "0");
  for (const button of root.querySelectorAll(".close-modal:not([aria-label])")) {
    button.setAttribute("aria-label", said(words("Close", "关闭")));
  }
  // Named unlike what they say.
  for (const button of root.querySelectorAll(".modal-btn[aria-label]")) {
    button.removeAttribute("aria-label");
  }
  const filter = root.querySelector(".operation-filter-input");
  if (filter && filter.getAttribute("placeholder") !== said(filter_name)) {
    filter.setAttribute("placeholder", said(filter_name));
    filter.setAttribute("aria-label", said(filter_name));
  }
  // In a new tab: leaving the page would end the session.
  for (const link of root.querySelectorAll('a[href^="/errors"]:not([target="_blank"])')) {
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener");
  }
  // The page has a main part, and this is inside of it.
  for (const part of root.querySelectorAll("main:not([role])")) {
    part.setAttribute("role", "none");
    part.removeAttribute("tabindex");
  }
}

/** Names what the viewer writes into `place` without a name, and lets keys reach what scrolls. */
export function repair_viewer(place: HTMLElement): void {
  new MutationObserver(() => repair(place)).observe(place, { childList: true, subtree: true });
}
