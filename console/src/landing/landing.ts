import { h } from "../shared/dom";
import { build_footer } from "../shared/footer";
import { build_header } from "../shared/header";
import { type Words, words } from "../shared/language";
import { status_panel } from "./status";

function way(path: string, title: Words, text: Words, action: Words): HTMLElement {
  return h(
    "a.way",
    { href: path },
    h("h2", {}, title),
    h("p", {}, text),
    h("span.way-action", {}, action, h("span", { "aria-hidden": "true" }, " →")),
  );
}

function step(title: Words, text: Words): HTMLElement {
  return h("li", {}, h("h3", {}, title), h("p", {}, text));
}

const intro = () =>
  h(
    "div.hero-text",
    {},
    h(
      "h1",
      {},
      // With a hyphen that no line ends at.
      words("Activation codes for meeting\u2011room terminals", "会议终端激活码服务"),
    ),
    h(
      "p.lead",
      {},
      words(
        "This server creates, resets and delivers the codes that bind smart TVs, " +
          "IdeaHubs, SmartRooms and hard terminals to their accounts. A reset is final " +
          "everywhere the moment it returns.",
        "本服务为智慧屏、IdeaHub、SmartRooms 和硬件终端生成、重置并下发激活码。重置请求一经响应，即刻在各处生效。",
      ),
    ),
    h(
      "div.actions",
      {},
      h("a.button-link", { href: "/console" }, words("Open the console", "进入控制台")),
      h("a", { href: "/explorer" }, words("Try the API", "调试 API")),
    ),
  );

const ways = () =>
  h(
    "div.ways",
    {},
    way(
      "/console",
      words("Console", "控制台"),
      words(
        "For administrators: find a terminal, reset its code, see whether the message " +
          "arrived, look after users and departments.",
        "供管理员使用：查找终端、重置激活码、查看通知是否送达，管理用户与部门。",
      ),
      words("Sign in", "登录"),
    ),
    way(
      "/device",
      words("Terminal", "终端"),
      words(
        "For any screen with a browser, such as a smart TV: enter a code, and it is a terminal.",
        "供智慧屏等任何带浏览器的屏幕使用：输入激活码，即成为终端。",
      ),
      words("Become a terminal", "作为终端使用"),
    ),
    way(
      "/explorer",
      words("API explorer", "API 调试"),
      words(
        "For developers: sign in by App ID, reset a code and watch the terminal, then " +
          "try every other operation.",
        "供开发人员使用：以 App ID 登录，重置激活码并查看终端状态变化，也可调试其他全部接口。",
      ),
      words("Try it", "开始调试"),
    ),
    way(
      "/errors",
      words("Error centre", "错误码中心"),
      words(
        "For everybody who was refused: each error code, when it occurs and what to do about it.",
        "遇到报错时查阅：每个错误码的出现原因与处理方法。",
      ),
      words("Look one up", "查询错误码"),
    ),
  );

const story = () =>
  h(
    "section.story",
    { "aria-labelledby": "story" },
    h("h2", { id: "story" }, words("How a code works", "激活码的使用过程")),
    h(
      "ol",
      {},
      step(
        words("An administrator creates it", "管理员生成激活码"),
        words(
          "For one room. It is shown, and sent by email or SMS if wanted.",
          "每间会议室一个，可直接查看，也可通过邮件或短信发送。",
        ),
      ),
      step(
        words("Somebody types it on the device", "在设备上输入激活码"),
        words(
          "It is spent by exactly one device, which is bound from then on.",
          "激活码只能由一台设备使用一次，使用后设备即绑定。",
        ),
      ),
      step(
        words("A reset starts over", "重置后重新开始"),
        words(
          "The device is thrown out at once, and a new code waits for the next one.",
          "原设备立即解绑，新的激活码等待下一台设备使用。",
        ),
      ),
    ),
  );

build_header();
build_footer();
document
  .querySelector("main")
  ?.replaceChildren(h("div.hero", {}, intro(), status_panel()), ways(), story());
