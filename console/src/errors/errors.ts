import { h, put } from "../shared/dom";
import { build_footer } from "../shared/footer";
import { build_header } from "../shared/header";
import { words } from "../shared/language";
import { type Entry, fetch_entries, group_by_code } from "./catalogue";
import { ErrorList } from "./error_list";

function failure(again: () => void): HTMLElement {
  return h(
    "p.notice.bad",
    { role: "alert" },
    words("The catalogue of errors could not be loaded.", "错误码目录加载失败。"),
    " ",
    h("button.quiet", { type: "button", onclick: again }, words("Try again", "重试")),
  );
}

async function fill(place: HTMLElement): Promise<void> {
  put(place, h("p.empty.busy", { role: "status" }, words("Loading ...", "正在加载……")));
  let entries: readonly Entry[];
  try {
    entries = await fetch_entries();
  } catch {
    put(
      place,
      failure(() => void fill(place)),
    );
    return;
  }
  const list = new ErrorList(group_by_code(entries));
  put(place, list.element);
  list.follow_address();
}

function build(main: HTMLElement): void {
  const place = h("div");
  main.replaceChildren(
    h(
      "div.intro",
      {},
      h("h1", {}, words("Error centre", "错误码中心")),
      h(
        "p.lead",
        {},
        words(
          "Every error code that this server returns: when it occurs and what to do about it.",
          "本服务返回的全部错误码：HTTP 状态、提示信息、出现的原因与处理方法。",
        ),
      ),
    ),
    place,
  );
  void fill(place);
}

build_header();
build_footer();
const main = document.querySelector("main");
if (main) build(main);
