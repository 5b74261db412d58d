// The bound terminal: which room this is, and whether the server is there.
import { h, set_text } from "../shared/dom";
import { language, type Words, words } from "../shared/language";
import { type Profile, server_now, silence_ms } from "./server";
import { span_text } from "./words";

export type Link = "connecting" | "connected" | "away";

export const link_words: Readonly<Record<Link, Words>> = {
  connecting: words("Connecting …", "正在连接……"),
  connected: words("Connected", "已连接"),
  away: words("No contact with the server; trying again", "无法连接服务器，正在重试"),
};

/** From here on a name is written smaller. */
const long_name_min = 24;

const text_of = (ms: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language(), options).format(ms);

export class Room {
  private profile: Profile | null = null;
  private readonly name = h("h1", {});
  private readonly place = h("p.place", {});
  private readonly link = h("p.link", { role: "status" });
  private readonly contact = h("dd", {});
  private readonly since = h("dd", {});
  private readonly account = h("dd", { translate: "no" });
  private readonly time = h("p.time", {});
  private readonly date = h("p.date", {});
  readonly element = h(
    "div.room.nameless",
    {},
    h("div.clock", { "aria-hidden": "true" }, this.time, this.date),
    h("div.who", {}, this.name, this.place, this.link),
    h(
      "dl.facts",
      {},
      h("div", {}, h("dt", {}, words("Last contact", "最近联系")), this.contact),
      h("div", {}, h("dt", {}, words("Activated", "激活时间")), this.since),
      h("div", {}, h("dt", {}, words("Account", "帐号")), this.account),
    ),
  );

  constructor() {
    setInterval(() => this.tick(), 1000);
  }

  get is_bound(): boolean {
    return this.profile !== null;
  }

  show(profile: Profile): void {
    this.profile = profile;
    this.element.className = "room";
    set_text(this.name, profile.name);
    this.name.className = profile.name.length > long_name_min ? "long" : "";
    // The root department is called like the enterprise.
    const names = [profile.corpName, profile.deptName];
    set_text(this.place, names[0] === names[1] ? profile.corpName : names.join(" · "));
    set_text(this.account, profile.account);
    this.tick();
  }

  forget(): void {
    this.profile = null;
    this.element.className = "room nameless";
    set_text(this.name, "");
    set_text(this.place, "");
  }

  show_link(link: Link): void {
    if (this.link.getAttribute("data-link") === link) return;
    this.link.setAttribute("data-link", link);
    set_text(this.link, link_words[link]);
    this.tick();
  }

  private tick(): void {
    if (!this.profile) return;
    const now = server_now();
    const silence = silence_ms();
    set_text(this.contact, silence === null ? "–" : said_ago(span_text(silence)));
    set_text(
      this.since,
      text_of(this.profile.activeTime, { year: "numeric", month: "short", day: "numeric" }),
    );
    set_text(this.time, text_of(now, { hour: "numeric", minute: "2-digit" }));
    set_text(this.date, text_of(now, { weekday: "long", month: "long", day: "numeric" }));
  }
}

const said_ago = (span: string): string => (language() === "zh-CN" ? `${span}前` : `${span} ago`);
