import { copy_button } from "../shared/copy";
import { h, put } from "../shared/dom";
import { decoded } from "../shared/fragment";
import { type Words, words } from "../shared/language";
import { type Entry, type Group, matching, words_of } from "./catalogue";

const origins: Record<string, Words> = {
  all: words("All", "全部"),
  vendor: words("Published by the vendor", "厂商公布"),
  roomkey: words("Chosen by roomkey", "roomkey 自定"),
};

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? "" : "s"}`;

/** More than these would hide what else there is to read. */
const operations_shown_max = 20;

/** Links to the operations that return it; folded if there are many. */
function operations_view(names: readonly string[]): Node[] {
  const links = names.map((name) =>
    h("a.operation", { href: `/explorer#operation-${name}` }, name),
  );
  if (links.length <= operations_shown_max) return links;
  const count = words(`${links.length} operations`, `${links.length} 个接口`);
  return [h("details.operations", {}, h("summary", {}, count), ...links)];
}

function entry_view(entry: Entry): HTMLElement {
  const line = (name: Words, ...value: (Node | Words)[]) =>
    h("div", {}, h("dt", {}, name), h("dd", {}, ...value));
  const origin = entry.origin === "vendor" ? "vendor" : "roomkey";
  const note = words_of(entry.originNote);
  const operations = operations_view(entry.operations);
  return h(
    "article.entry",
    { id: `${entry.code}.${entry.reason}` },
    h(
      "div.entry-head",
      {},
      h("span", { class: `status ${entry.status < 500 ? "warn" : "bad"}` }, String(entry.status)),
      h("code.reason", {}, entry.reason),
      h("span", { class: `badge ${origin}` }, origins[origin] ?? ""),
    ),
    h(
      "div.messages",
      {},
      h("p", { lang: "zh-CN" }, entry.messages["zh-CN"]),
      h("p", { lang: "en-US" }, entry.messages["en-US"]),
    ),
    h(
      "dl",
      {},
      line(words("When", "何时出现"), words_of(entry.when)),
      line(words("What to do", "处理方法"), words_of(entry.remedy)),
      note.en || note.zh ? line(words("Origin", "来源"), note) : null,
      operations.length > 0 ? line(words("Operations", "相关接口"), ...operations) : null,
    ),
  );
}

function group_view({ code, entries }: Group): HTMLElement {
  return h(
    "section.code-group",
    { id: code, "aria-labelledby": `${code}-title`, tabindex: -1 },
    h(
      "div.code-head",
      {},
      h("h2", { id: `${code}-title` }, h("a", { href: `#${code}` }, code)),
      copy_button(words("Copy link", "复制链接"), () => `${location.origin}/errors#${code}`),
    ),
    ...entries.map(entry_view),
  );
}

/** The catalogue with its search. */
export class ErrorList {
  readonly element = h("div.error-list");
  private readonly search = h("input", {
    id: "error-search",
    type: "search",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: words("Code, status, reason or a word", "错误码、状态、原因或关键词"),
  });
  private readonly origin = h("select", { id: "error-origin" });
  private readonly status = h("p.hint", { role: "status" });
  private readonly note = h("div");
  private readonly list = h("div.groups");

  constructor(private readonly groups: readonly Group[]) {
    for (const [value, name] of Object.entries(origins)) {
      this.origin.append(h("option", { value }, name));
    }
    const form = h(
      "form.error-search",
      { role: "search" },
      h("div.field", {}, h("label", { for: this.search.id }, words("Search", "搜索")), this.search),
      h("div.field", {}, h("label", { for: this.origin.id }, words("Origin", "来源")), this.origin),
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => this.show());
    this.element.append(form, this.note, this.status, this.list);
    addEventListener("hashchange", () => this.follow_address());
    this.show();
  }

  private show(): void {
    const found = matching(this.groups, this.search.value, this.origin.value);
    const count = found.reduce((sum, { entries }) => sum + entries.length, 0);
    put(
      this.status,
      words(
        `${counted(found.length, "code")}, ${counted(count, "situation")}.`,
        `共 ${found.length} 个错误码，${count} 种情形。`,
      ),
    );
    if (found.length > 0) put(this.list, ...found.map(group_view));
    else put(this.list, this.nothing());
  }

  private nothing(): HTMLElement {
    const clear = h("button.quiet", { type: "button" }, words("Show all", "显示全部"));
    clear.addEventListener("click", () => {
      this.search.value = "";
      this.origin.value = "all";
      this.show();
      this.search.focus();
    });
    return h("p.empty", {}, words("No error matches.", "没有匹配的错误码。"), " ", clear);
  }

  /** Scrolls to the code that the address names and marks it. */
  follow_address(): void {
    put(this.note);
    const wanted = decoded(location.hash.slice(1));
    if (!wanted) return;
    for (const marked of document.querySelectorAll(".marked")) marked.classList.remove("marked");
    let target = this.named(wanted);
    if (!target && this.is_narrowed()) {
      this.search.value = "";
      this.origin.value = "all";
      this.show();
      target = this.named(wanted);
    }
    if (!target) {
      // The page has places of its own that an address can name.
      if (!document.getElementById(wanted)) this.say_unknown(wanted);
      return;
    }
    target.classList.add("marked");
    target.scrollIntoView({ block: "start" });
    target.focus({ preventScroll: true });
  }

  /** The code or entry of this name; codes are found however they are written. */
  private named(name: string): HTMLElement | null {
    const find = (id: string) => this.list.querySelector<HTMLElement>(`[id="${CSS.escape(id)}"]`);
    return find(name) ?? find(name.toUpperCase());
  }

  private is_narrowed(): boolean {
    return this.search.value !== "" || this.origin.value !== "all";
  }

  private say_unknown(name: string): void {
    const text = words(`The code ${name} does not exist.`, `没有错误码 ${name}。`);
    put(this.note, h("p.notice", { role: "status" }, text));
  }
}
