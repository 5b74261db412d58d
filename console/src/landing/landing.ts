import { h } from "../shared/dom";
import { build_footer } from "../shared/footer";
import { build_header } from "../shared/header";
import { type Words, words } from "../shared/language";

function card(path: string, title: Words, text: Words): HTMLElement {
  return h("a.card", { href: path }, h("h2", {}, title), h("p", {}, text));
}

function build(main: HTMLElement): void {
  main.replaceChildren(
    h(
      "div.intro",
      {},
      h("h1", {}, words("Activation codes for meeting-room terminals", "会议终端激活码服务")),
      h(
        "p.lead",
        {},
        words(
          "Creates, resets and delivers the codes that bind room devices to their accounts.",
          "本服务为智慧屏、IdeaHub 和 SmartRooms 生成、重置并下发激活码。重置请求一经响应，即刻在各处生效。",
        ),
      ),
    ),
    h(
      "div.cards",
      {},
      card(
        "/explorer",
        words("API explorer", "API 调试"),
        words(
          "Sign in by App ID, reset a code and watch the terminal, then try every other operation.",
          "使用 App ID 登录，重置激活码并查看终端状态变化，也可调试其他全部接口。",
        ),
      ),
      card(
        "/errors",
        words("Error centre", "错误码中心"),
        words(
          "Every error code that this server returns: when it occurs and what to do.",
          "本服务返回的全部错误码：出现的原因与处理方法。",
        ),
      ),
      card(
        "/explorer#reference",
        words("API reference", "接口文档"),
        words(
          "Fields, rules, examples and error codes of every operation.",
          "每个接口的字段、规则、示例与错误码。",
        ),
      ),
    ),
  );
}

build_header();
build_footer();
const main = document.querySelector("main");
if (main) build(main);
