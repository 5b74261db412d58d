import { h, put } from "../shared/dom";
import { decoded, drop_malformed_fragment } from "../shared/fragment";
import { type Language, language, on_language, words } from "../shared/language";
import { type Document, fit_document } from "./document";
import type { Sessions } from "./session";
import type { Signer, Viewer } from "./viewer";
import { ViewerPlace } from "./viewer_place";
import { Prefill } from "./viewer_prefill";
import { repair_viewer } from "./viewer_repairs";
import { translate_viewer } from "./viewer_words";

const addresses: Record<Language, string> = {
  "zh-CN": "/openapi.zh-CN.json",
  "en-US": "/openapi.json",
};

/** Begins the fragment of an address that names an operation. */
const operation_mark = "#operation-";

interface Fetched {
  readonly document: Document;
  readonly is_fallback: boolean;
}

async function fetch_json(address: string): Promise<Document | null> {
  const reply = await fetch(address, { credentials: "omit" });
  return reply.ok ? ((await reply.json()) as Document) : null;
}

/** The document in this language, or in English where there is none. */
async function fetch_document(wanted: Language): Promise<Fetched> {
  const document = await fetch_json(addresses[wanted]);
  if (document) return { document, is_fallback: false };
  const english = await fetch_json(addresses["en-US"]);
  if (!english) throw new Error("no document");
  return { document: english, is_fallback: true };
}

/** What the steps above know, for what is tried out here. */
export interface Known {
  readonly sign: Signer;
  /** A body for a sign-in by App ID; null without an App ID. */
  sign_in_body(): string | null;
  /** Account of the chosen terminal. */
  account(): string | null;
}

const account_input = 'tr[data-param-name="account"] input';

/** The whole API, from the document that the server itself serves. */
export class Reference {
  readonly element = h("div.viewer");
  private readonly note = h("div");
  private readonly place = h("div");
  private readonly kept = new ViewerPlace(this.place, () => this.viewer?.is_ready() ?? false);
  private readonly prefill: Prefill;
  private viewer: Viewer | null = null;
  private readonly awaited = new MutationObserver(() => {
    if (this.open_operation()) this.awaited.disconnect();
  });
  private is_shown = false;
  private turn = 0;

  constructor(
    private readonly sessions: Sessions,
    private readonly known: Known,
  ) {
    this.element.append(this.note, this.place);
    sessions.on_change(() => this.authorize());
    on_language(() => {
      if (this.turn > 0) void this.load();
    });
    addEventListener("hashchange", () => this.follow_address());
    this.say_loading();
    translate_viewer(this.place);
    repair_viewer(this.place);
    this.prefill = new Prefill(this.place, [
      {
        selector: '[id$="-CreateAppIdToken"] textarea.body-param__text',
        value: () => this.known.sign_in_body(),
      },
      ...["ResetVisionActiveCode", "ResetVisionActiveCodeByPost"].map((name) => ({
        selector: `[id$="-${name}"] ${account_input}`,
        value: () => this.known.account(),
      })),
    ]);
  }

  /** Something that the steps above know has changed. */
  refill(): void {
    this.prefill.refill();
  }

  /** Most of the page's weight: it comes when the reader comes near, or by an address in it. */
  load_when_near(): void {
    if (location.hash) {
      void this.load();
      return;
    }
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      if (this.turn === 0) void this.load();
    });
    observer.observe(this.element);
  }

  private say_loading(): void {
    put(this.note, h("p.empty.busy", { role: "status" }, words("Loading ...", "正在加载……")));
  }

  private async load(): Promise<void> {
    const turn = ++this.turn;
    if (!this.is_shown) this.say_loading();
    try {
      const [{ start_viewer }, fetched] = await Promise.all([
        import("./viewer"),
        fetch_document(language()),
      ]);
      if (turn !== this.turn) return;
      drop_malformed_fragment();
      const is_first = !this.is_shown;
      this.place.hidden = is_first;
      if (!is_first) this.kept.keep();
      this.viewer = start_viewer(
        this.place,
        fit_document(fetched.document),
        this.known.sign,
        (token, status, body) => this.sessions.check(token, status, body),
      );
      this.authorize();
      await this.viewer.ready;
      if (turn !== this.turn) return;
      this.is_shown = true;
      this.place.hidden = false;
      put(
        this.note,
        fetched.is_fallback &&
          h("p.notice", { lang: "zh-CN" }, "本服务尚未提供中文接口文档，以下为英文内容。"),
      );
      // Later the reader is somewhere else, and stays there.
      if (is_first) this.follow_address();
    } catch {
      if (turn !== this.turn) return;
      const again = h("button.quiet", { type: "button" }, words("Try again", "重试"));
      again.addEventListener("click", () => void this.load());
      const text = words("The API document could not be loaded.", "接口文档加载失败。");
      put(this.note, h("p.notice.bad", { role: "alert" }, text, " ", again));
    }
  }

  /** Opens the operation that the address names, as soon as the viewer has written it. */
  private follow_address(): void {
    this.awaited.disconnect();
    if (!location.hash.startsWith(operation_mark)) return;
    if (this.turn === 0) void this.load();
    if (!this.open_operation()) {
      this.awaited.observe(this.place, { childList: true, subtree: true });
    }
  }

  private open_operation(): boolean {
    const name = CSS.escape(decoded(location.hash.slice(operation_mark.length)));
    const operation = this.place.querySelector(`.opblock[id$="-${name}"]`);
    if (!operation) return false;
    if (!operation.classList.contains("is-open")) {
      operation.querySelector<HTMLElement>(".opblock-summary-control")?.click();
    }
    operation.scrollIntoView({ block: "start" });
    return true;
  }

  private authorize(): void {
    this.viewer?.use_token(this.sessions.now?.token ?? null);
  }
}
