import { remember, remembered } from "./memory";

export type Language = "zh-CN" | "en-US";

/** The same words in both languages. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

export const words = (en: string, zh: string): Words => ({ en, zh });

/** The reader's choice, else the browser's language. */
export function choose_language(): Language {
  const kept = remembered("language");
  if (kept === "zh-CN" || kept === "en-US") return kept;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-CN" : "en-US";
}

let current: Language = choose_language();
const listeners = new Set<(language: Language) => void>();

export const language = (): Language => current;

/**
 * For Accept-Language. With any other as well it says only how the reader reads: messages to others
 * are in the language of the enterprise.
 */
export const reading_language = (): string => `${current}, *;q=0.1`;
export const said = (text: Words): string => (current === "zh-CN" ? text.zh : text.en);

/** Titles of the pages, by the name that <html data-page> gives. */
const titles: Record<string, Words> = {
  landing: words(
    "roomkey: activation codes for meeting-room terminals",
    "roomkey：会议终端激活码服务",
  ),
  console: words("Console - roomkey", "控制台 - roomkey"),
  explorer: words("API explorer - roomkey", "API 调试 - roomkey"),
  errors: words("Error centre - roomkey", "错误码中心 - roomkey"),
  device: words("Terminal - roomkey", "终端 - roomkey"),
};

export function title_in(chosen: Language): string {
  const title = titles[document.documentElement.dataset["page"] ?? ""];
  if (!title) return "roomkey";
  return chosen === "zh-CN" ? title.zh : title.en;
}

export function set_language(chosen: Language): void {
  if (chosen === current) return;
  current = chosen;
  remember("language", chosen);
  document.documentElement.lang = chosen;
  document.title = title_in(chosen);
  for (const listener of listeners) listener(chosen);
}

/** Gives what ends it. */
export function on_language(listener: (language: Language) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
