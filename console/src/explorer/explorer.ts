import { chosen_trust, set_trust, type Trust } from "../shared/curl";
import { h, put } from "../shared/dom";
import { build_footer } from "../shared/footer";
import { build_header } from "../shared/header";
import { type Words, words } from "../shared/language";
import { Chooser } from "./chooser";
import { Reference } from "./reference";
import { Reset } from "./reset";
import { Sessions } from "./session";
import { SignIn } from "./sign_in";
import { moment_text } from "./terminal";

const sessions = new Sessions();

function step(number: number, id: string, title: Words, ...content: HTMLElement[]): HTMLElement {
  return h(
    "section.step",
    { id, "aria-labelledby": `${id}-title` },
    h(
      "div.step-head",
      {},
      h("span.step-number", { "aria-hidden": "true" }, String(number)),
      h("h2", { id: `${id}-title` }, title),
    ),
    ...content,
  );
}

function trust_choice(): HTMLElement {
  const names: Record<Trust, Words> = {
    any: words("-k (self-signed)", "-k（自签名证书）"),
    file: words("--cacert server.crt", "--cacert server.crt"),
    system: words("none (trusted)", "无（受信任证书）"),
  };
  const select = h("select", { id: "trust" });
  for (const [trust, name] of Object.entries(names)) {
    select.append(h("option", { value: trust, selected: trust === chosen_trust() }, name));
  }
  select.addEventListener("change", () => set_trust(select.value as Trust));
  return h(
    "label.inline",
    { for: "trust" },
    words("Certificate in copied cURLs", "复制的 cURL 中的证书选项"),
    select,
  );
}

/** Says who is signed in, and lets them go. */
function session_line(): HTMLElement {
  const line = h("div.session", { role: "status" });
  sessions.on_change((session) => {
    if (!session) {
      put(line);
      return;
    }
    const warning =
      !session.is_administrator &&
      h(
        "span.badge.lapsed",
        {},
        words("no administrator: the reset will be refused", "不是管理员：重置请求会被拒绝"),
      );
    put(
      line,
      h("span.badge.bound", {}, words("Signed in", "已登录")),
      h("strong", {}, session.name || session.account),
      h("code", {}, session.account),
      h("span.hint", {}, words("until", "有效期至"), " ", moment_text(session.ends_at)),
      warning,
      h(
        "button.quiet",
        { type: "button", onclick: () => void sessions.end() },
        words("Sign out", "退出登录"),
      ),
    );
  });
  return line;
}

/** Shows `content` while somebody is signed in, and what is missing otherwise. */
function for_signed_in(content: HTMLElement): HTMLElement {
  const place = h("div");
  const update = () =>
    put(place, sessions.now ? content : h("p.empty", {}, words("Sign in first.", "请先登录。")));
  sessions.on_change(update);
  update();
  return place;
}

function build(main: HTMLElement): void {
  const sign_in = new SignIn(sessions);
  const reset = new Reset(sessions, () => void chooser.run());
  const chooser = new Chooser(sessions, (terminal) => reset.choose(terminal));
  const reference = new Reference(sessions, (body) => sign_in.sign(body));
  main.append(
    h(
      "div.intro",
      {},
      h("h1", {}, words("Reset an activation code", "重置激活码")),
      h(
        "p.lead",
        {},
        words(
          "Sign in, choose a terminal, reset it, see what it did. Every request copies as a cURL.",
          "登录、选择终端、发送重置，并查看结果。所有请求都发往本服务，且均可复制为 cURL 命令。",
        ),
      ),
      h(
        "div.intro-options",
        {},
        trust_choice(),
        h("a", { href: "#reference" }, words("Whole API reference", "完整接口文档")),
      ),
    ),
    step(
      1,
      "sign-in",
      words("Sign in by App ID", "使用 App ID 登录"),
      session_line(),
      sign_in.element,
    ),
    step(2, "choose", words("Choose a terminal", "选择终端"), for_signed_in(chooser.element)),
    step(3, "reset", words("Reset", "重置"), for_signed_in(reset.element)),
    h(
      "section.reference",
      { id: "reference", "aria-labelledby": "reference-title" },
      h("h2", { id: "reference-title" }, words("API reference", "接口文档")),
      reference.element,
    ),
  );
  void reference.load();
}

build_header();
build_footer();
const main = document.querySelector("main");
if (main) {
  main.replaceChildren();
  build(main);
  // What the address names was not there yet when the browser looked for it.
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}
