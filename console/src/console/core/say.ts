import { useSyncExternalStore } from "react";
import { language, on_language, said, type Words } from "../../shared/language";

/** Says the same in the reader's language: `say("Save", "保存")`, or Words from a table. */
export interface Say {
  (en: string, zh: string): string;
  (both: Words): string;
}

const say: Say = (first: string | Words, zh?: string): string =>
  typeof first === "string" ? said({ en: first, zh: zh ?? first }) : said(first);

export const useLanguage = () => useSyncExternalStore(on_language, language);

/** The component is drawn again when the language changes. */
export function useSay(): Say {
  useLanguage();
  return say;
}
