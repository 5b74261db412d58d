import { useState } from "react";
import type { Corp, CorpLanguage } from "../../generated/api";
import { type Words, words } from "../../shared/language";
import { type Say, useSay } from "../core/say";
import { Select } from "../parts/field";

// How the enterprise's messages are written: their language, and the zone of the times in them.

/** Each in its own words, as in the choice of the reader's language. */
const languages: Record<CorpLanguage, string> = { "zh-CN": "简体中文", "en-US": "English" };

/** What an empty zone stands for. */
const usual_zones: Record<CorpLanguage, Words> = {
  "zh-CN": words("Beijing time", "北京时间"),
  "en-US": words("UTC", "UTC"),
};

export const language_text = (language: CorpLanguage): string => languages[language];

export const zone_text = (say: Say, zone: string, language: CorpLanguage): string =>
  zone ||
  say(
    `${usual_zones[language].en}, as usual in this language`,
    `${usual_zones[language].zh}（该语言的默认时区）`,
  );

/** Those that the browser knows, and the present one. The server knows all of them. */
function zones_with(present: string): readonly string[] {
  const known = new Set(["UTC", ...Intl.supportedValuesOf("timeZone")]);
  if (present) known.add(present);
  return [...known].sort();
}

/** What the form says. */
export function useMessagePolicy(corp: Corp) {
  const [language, set_language] = useState<CorpLanguage>(corp.language);
  const [zone, set_zone] = useState(corp.timeZone);
  const [zones] = useState(() => zones_with(corp.timeZone));
  return { language, set_language, zone, set_zone, zones };
}

export function MessagePolicyFields({ policy }: { policy: ReturnType<typeof useMessagePolicy> }) {
  const say = useSay();
  const { language, zone, zones } = policy;
  return (
    <>
      <Select
        label={say("Language of messages", "通知的语言")}
        value={language}
        options={Object.entries(languages).map(([value, text]) => ({ value, text }))}
        onChange={(value) => policy.set_language(value as CorpLanguage)}
        hint={say(
          "Of emails and text messages with codes; a program may ask for the other.",
          "用于发送激活码的邮件和短信；程序可在请求中指定另一种语言。",
        )}
      />
      <Select
        label={say("Time zone", "时区")}
        value={zone}
        options={[
          { value: "", text: zone_text(say, "", language) },
          ...zones.map((each) => ({ value: each, text: each })),
        ]}
        onChange={policy.set_zone}
        hint={say(
          "Of the times in messages, and of the days on the overview.",
          "用于通知中的时间，以及概览中每日的划分。",
        )}
      />
    </>
  );
}
