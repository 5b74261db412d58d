import { chosen_trust, set_trust, type Trust } from "../shared/curl";
import { h, put } from "../shared/dom";
import { build_footer } from "../shared/footer";
import { decoded } from "../shared/fragment";
import { build_header } from "../shared/header";
import { on_language, type Words, words } from "../shared/language";
import { Chooser } from "./chooser";
import { Reference } from "./reference";
import { Reset } from "./reset";
import { Sessions } from "./session";
import { SignIn } from "./sign_in";
import { moment_text } from "./terminal";

const sessions = new Sessions();

function step(
  number: number,
  id: string,
  title: Words,
  subject: HTMLElement | null,
  ...content: HTMLElement[]
): HTMLElement {
  return h(
    "section.step",
    { id, "aria-labelledby": `${id}-title` },
    h(
      "div.step-head",
      {},
      h("span.step-number", { "aria-hidden": "true" }, String(number)),
      h("h2", { id: `${id}-title` }, title),
      subject,
    ),
    ...content,
  );
}

/** All steps at a glance, and which one is next: a number from 1. */
function outline(): { element: HTMLElement; show: (current: number) => void } {
  const link = (id: string, name: Words) => h("a", { href: `#${id}` }, name);
  const links = [
    link("sign-in", words("Sign in", "登录")),
    link("choose", words("Choose a terminal", "选择终端")),
    link("reset", words("Reset", "重置")),
  ];
  const show = (current: number) => {
    for (const [index, step_link] of links.entries()) {
      if (index + 1 === current) step_link.setAttribute("aria-current", "step");
      else step_link.removeAttribute("aria-current");
    }
  };
  show(1);
  const items = links.map((step_link) => h("li", {}, step_link));
  const element = h("ol.outline", { "aria-label": words("Steps", "步骤") }, ...items);
  return { element, show };
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

const ended_words = words("Your sign-in has ended, sign in again.", "登录已失效，请重新登录。");

/** Opens and folds the form of a sign-in, which is out of the way once there is a session. */
function fold_button(sign_in: SignIn): HTMLElement {
  const button = h("button.quiet", { type: "button" }, words("Change", "更改"));
  button.setAttribute("aria-controls", sign_in.element.id);
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    sign_in.element.hidden = !sign_in.element.hidden;
    button.setAttribute("aria-expanded", String(!sign_in.element.hidden));
  });
  return button;
}

/** Says who is signed in, and lets them go. */
function session_line(sign_in: SignIn): HTMLElement {
  const line = h("div.session", { role: "status" });
  const until = h("span.hint");
  const say_until = () => {
    const ends_at = sessions.now?.ends_at;
    if (ends_at) put(until, words("until", "有效期至"), " ", moment_text(ends_at));
  };
  const leave = () => {
    void sessions.end();
    sign_in.focus();
  };
  on_language(say_until);
  sessions.on_change((session) => {
    sign_in.element.hidden = session !== null;
    if (!session) {
      put(line, sessions.has_ended && h("strong", {}, ended_words));
      return;
    }
    say_until();
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
      until,
      warning,
      fold_button(sign_in),
      h("button.quiet.sign-out", { type: "button", onclick: leave }, words("Sign out", "退出登录")),
    );
  });
  return line;
}

/** Shows `content` while somebody is signed in, and what is missing otherwise. */
function for_signed_in(content: HTMLElement): HTMLElement {
  const place = h("div");
  const first_words = words("Sign in first.", "请先登录。");
  const update = () => {
    const missing = sessions.has_ended ? ended_words : first_words;
    put(place, sessions.now ? content : h("p.empty", {}, missing));
  };
  sessions.on_change(update);
  update();
  return place;
}

/** Other pages open beside this one: leaving it would end the session. */
function keep_page(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("header a, footer a")) {
    if (new URL(link.href).pathname === location.pathname) continue;
    link.target = "_blank";
    link.rel = "noopener";
  }
}

function steps(sign_in: SignIn, chooser: Chooser, reset: Reset): HTMLElement[] {
  const choose = step(
    2,
    "choose",
    words("Choose a terminal", "选择终端"),
    null,
    for_signed_in(chooser.element),
  );
  const all = [
    step(
      1,
      "sign-in",
      words("Sign in by App ID", "使用 App ID 登录"),
      null,
      session_line(sign_in),
      sign_in.element,
    ),
    choose,
    step(3, "reset", words("Reset", "重置"), reset.subject, for_signed_in(reset.element)),
  ];
  // Once everything has taken its place, on to the next step.
  sessions.on_change((session) => {
    if (!session) return;
    choose.scrollIntoView({ block: "nearest" });
    chooser.focus_search();
  });
  return all;
}

function build(main: HTMLElement): void {
  const sign_in = new SignIn(sessions);
  const reset = new Reset(
    sessions,
    (after) => void chooser.look_again(after),
    (is_running) => chooser.hold(is_running),
  );
  const outlined = outline();
  let account: string | null = null;
  const chooser = new Chooser(sessions, (terminal) => {
    account = terminal?.userAccount ?? null;
    reset.choose(terminal);
    outlined.show(terminal ? 3 : sessions.now ? 2 : 1);
    reference.refill();
  });
  const reference = new Reference(sessions, {
    sign: (body) => sign_in.sign(body),
    sign_in_body: () => sign_in.body(),
    account: () => account,
  });
  sign_in.element.addEventListener("input", () => reference.refill());
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
        outlined.element,
        trust_choice(),
        h("a", { href: "#reference" }, words("Whole API reference", "完整接口文档")),
      ),
    ),
    h("div.steps", {}, ...steps(sign_in, chooser, reset)),
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
keep_page();
const main = document.querySelector("main");
if (main) {
  main.replaceChildren();
  build(main);
  // What the address names was not there yet when the browser looked for it.
  if (location.hash) document.getElementById(decoded(location.hash.slice(1)))?.scrollIntoView();
}
