import { useSyncExternalStore } from "react";
import { type Language, set_language } from "../../shared/language";
import { chosen_theme, set_theme, type Theme } from "../../shared/theme";
import { useLanguage, useSay } from "../core/say";
import { Select } from "../parts/field";

/** Language and theme; the browser keeps both. */
export function Choices() {
  return (
    <div className="choices">
      <LanguageSwitch />
      <ThemeSelect />
    </div>
  );
}

let listeners: readonly (() => void)[] = [];

function subscribe(listener: () => void): () => void {
  listeners = [...listeners, listener];
  return () => {
    listeners = listeners.filter((other) => other !== listener);
  };
}

export function ThemeSelect() {
  const say = useSay();
  const theme = useSyncExternalStore(subscribe, chosen_theme);
  return (
    <Select
      label={say("Theme", "主题")}
      isLabelHidden
      value={theme}
      options={[
        { value: "system", text: say("System", "跟随系统") },
        { value: "light", text: say("Light", "浅色") },
        { value: "dark", text: say("Dark", "深色") },
      ]}
      onChange={(value) => {
        set_theme(value as Theme);
        for (const listener of listeners) listener();
      }}
    />
  );
}

const languages: readonly (readonly [Language, string])[] = [
  ["zh-CN", "中文"],
  ["en-US", "EN"],
];

function LanguageSwitch() {
  const say = useSay();
  const language = useLanguage();
  return (
    <fieldset className="switch" aria-label={say("Language", "语言")}>
      {languages.map(([code, name]) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={language === code}
          onClick={() => set_language(code)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
