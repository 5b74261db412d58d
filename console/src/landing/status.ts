// Whether this server is well, by what anybody may ask it.
import type { ServiceStatus } from "../generated/api";
import { h, put, set_text } from "../shared/dom";
import { language, on_language, type Words, words } from "../shared/language";

const look_again_ms = 15_000;
const document_path = "/openapi.json";
const status_path = "/v1/roomkey/status";

type Health = "asked" | "well" | "down" | "away";

const health_words: Record<Health, Words> = {
  asked: words("Asking ...", "正在查询……"),
  well: words("In service", "运行正常"),
  down: words("Not in service at the moment", "暂时不可用"),
  away: words("Cannot be reached", "无法连接"),
};

interface Found {
  readonly health: Health;
  readonly took_ms?: number;
}

async function look(): Promise<Found> {
  const begun = performance.now();
  try {
    const reply = await fetch(status_path, { credentials: "omit", cache: "no-store" });
    const took_ms = performance.now() - begun;
    // While it starts, or has more to do than it can, it answers with an error.
    if (!reply.ok) return { health: "down" };
    const { inService } = (await reply.json()) as ServiceStatus;
    return inService ? { health: "well", took_ms } : { health: "down" };
  } catch {
    return { health: "away" };
  }
}

interface About {
  readonly version: string;
  readonly operations: number;
}

interface Described {
  readonly info?: { readonly version?: string };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const methods = new Set(["get", "put", "post", "delete"]);

async function read_about(): Promise<About> {
  const reply = await fetch(document_path, { credentials: "omit" });
  const { info, paths } = (await reply.json()) as Described;
  const operations = Object.values(paths ?? {})
    .flatMap((path) => Object.keys(path))
    .filter((name) => methods.has(name)).length;
  return { version: info?.version ?? "", operations };
}

/** What the server is and whether it is well; looks again while somebody looks at the page. */
export function status_panel(): HTMLElement {
  const light = h("span.light.asked", { "aria-hidden": "true" });
  const text = h("strong", {}, health_words.asked);
  const version = h("dd", {}, "–");
  const operations = h("dd", {}, "–");
  const took = h("dd", {}, "–");
  const checked = h("dd", {}, "–");
  const line = (name: Words, value: HTMLElement) => h("div", {}, h("dt", {}, name), value);
  let at: number | null = null;
  const say_when = () => {
    if (at === null) return;
    put(checked, new Intl.DateTimeFormat(language(), { timeStyle: "medium" }).format(at));
  };
  on_language(say_when);

  let is_described = false;
  async function follow(): Promise<void> {
    const found = await look();
    light.className = `light ${found.health}`;
    set_text(text, health_words[found.health]);
    set_text(
      took,
      found.took_ms === undefined ? "–" : `${Math.max(1, Math.round(found.took_ms))} ms`,
    );
    at = Date.now();
    say_when();
    if (found.health !== "well" || is_described) return;
    const about = await read_about();
    is_described = true;
    set_text(version, about.version);
    set_text(operations, String(about.operations));
  }
  const follow_safely = () => void follow().catch(() => undefined);
  follow_safely();
  setInterval(() => {
    if (document.visibilityState === "visible") follow_safely();
  }, look_again_ms);

  return h(
    "section.status-panel",
    { "aria-label": words("This server", "本服务器") },
    h("p.health", { role: "status" }, light, text),
    h(
      "dl",
      {},
      line(words("Address", "地址"), h("dd", {}, location.host)),
      line(words("Version", "版本"), version),
      line(words("Operations of the API", "API 接口数"), operations),
      line(words("Response time", "响应时间"), took),
      line(words("Checked", "检查时间"), checked),
    ),
  );
}
