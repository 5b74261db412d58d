import { chosen_trust, set_trust, type Trust } from "../shared/curl";
import { h, put } from "../shared/dom";
import { build_footer } from "../shared/footer";
import { decoded } from "../shared/fragment";
import { build_header } from "../shared/header";
import { on_language, type Words, words } from "../shared/language";
import { Chooser } from "./chooser";
import { Reference } from "./reference";
import { Reset } from "./reset";
import { ended_words, Sessions } from "./session";
import { SignIn } from "./sign_in";
import { moment_text } from "./terminal";

const sessions = new Sessions();

/** A part of the page with a frame and a heading. */
function panel(id: string, title: Words, ...content: Element[]): HTMLElement {
  const heading = h("h2", { id: `${id}-title` }, title);
  return h("section.panel", { id, "aria-labelledby": heading.id }, heading, ...content);
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
        words("not an administrator: the reset will be refused", "不是管理员：重置请求会被拒绝"),
      );
    put(
      line,
      h("span.badge.bound", {}, words("Signed in", "已登录")),
      h("strong", {}, session.name || session.account),
      h("code", {}, session.account),
      until,
      warning,
      h(
        "div.session-actions",
        {},
        fold_button(sign_in),
        h(
          "button.quiet.sign-out",
          { type: "button", onclick: leave },
          words("Sign out", "退出登录"),
        ),
      ),
    );
  });
  return line;
}

/** Other pages open in a new tab: leaving this one would end the session. */
function keep_page(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("header a, footer a")) {
    if (new URL(link.href).pathname === location.pathname) continue;
    link.target = "_blank";
    link.rel = "noopener";
  }
}

/** What it is all about: the request, for which terminal, and what it does to it. */
function reset_panel(chooser: Chooser, reset: Reset): HTMLElement {
  return h(
    "section.panel",
    { id: "reset", "aria-labelledby": "reset-title" },
    h(
      "div.panel-head",
      {},
      h("h1", { id: "reset-title" }, words("Reset an activation code", "重置激活码")),
      h("a", { href: "#reference" }, words("Whole API reference", "完整接口文档")),
    ),
    reset.operation,
    h(
      "p.lead",
      {},
      words(
        "Unbinds the device at once, invalidates the old code and returns a new one.",
        "立即解绑当前设备，旧激活码随即失效，并在响应中返回新激活码。",
      ),
    ),
    chooser.element,
    reset.element,
  );
}

function build(main: HTMLElement): void {
  const sign_in = new SignIn(sessions);
  const reset = new Reset(sessions, {
    done: (after) => void chooser.look_again(after),
    running: (is_running) => chooser.hold(is_running),
    lead_to_missing: () => (sessions.now ? chooser.focus_search() : sign_in.focus()),
  });
  let account: string | null = null;
  const chooser = new Chooser(
    sessions,
    (terminal) => {
      account = terminal?.userAccount ?? null;
      reset.choose(terminal);
      reference.refill();
    },
    () => sign_in.focus(),
  );
  const reference = new Reference(sessions, {
    sign: (body) => sign_in.sign(body),
    sign_in_body: () => sign_in.body(),
    account: () => account,
  });
  sign_in.element.addEventListener("input", () => reference.refill());
  const signing_in = panel(
    "sign-in",
    words("Sign in by App ID", "使用 App ID 登录"),
    session_line(sign_in),
    sign_in.element,
  );
  // Once everything has taken its place, on to the choice.
  sessions.on_change((session) => {
    if (session) chooser.focus_search();
  });
  const exchange = h(
    "section.panel",
    { id: "exchange", "aria-label": words("Request and response", "请求与响应") },
    reset.exchange.element,
    trust_choice(),
  );
  main.append(
    h("div.walk", {}, reset_panel(chooser, reset), h("div.side", {}, signing_in, exchange)),
    h(
      "section.reference",
      { id: "reference", "aria-labelledby": "reference-title" },
      h("h2", { id: "reference-title" }, words("API reference", "接口文档")),
      reference.element,
    ),
  );
  reference.load_when_near();
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
