import { useState } from "react";
import type { CodeFormat, Corp } from "../../generated/api";
import { language } from "../../shared/language";
import { type Say, useSay } from "../core/say";
import { Select, TextField } from "../parts/field";

// How the enterprise makes codes: how long they are valid, and how they are written.

const units = [
  { name: "day", length: 86_400 },
  { name: "hour", length: 3_600 },
  { name: "minute", length: 60 },
  { name: "second", length: 1 },
] as const;
type Unit = (typeof units)[number]["name"];

// As the API has them.
const shortest = 60;
const longest = 31_536_000;
const digit_counts = [8, 9, 10, 11, 12, 13, 14, 15, 16] as const;
const crockford: CodeFormat = "crockford";

/** In the largest unit that makes it a whole number. */
function in_unit(seconds: number) {
  const unit = units.find(({ length }) => seconds % length === 0) ?? units[3];
  return { unit: unit.name, count: seconds / unit.length };
}

/** Exactly: "36 hours". */
export function validity_text(seconds: number): string {
  const { unit, count } = in_unit(seconds);
  return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "long" }).format(
    count,
  );
}

export function format_text(say: Say, format: CodeFormat): string {
  if (format === crockford) return say("16 letters and digits", "16 位字母与数字");
  const count = format.slice("digits:".length);
  return say(`${count} digits`, `${count} 位数字`);
}

/** What the form says; NaN for what is no validity. */
export function useCodePolicy(corp: Corp) {
  const before = in_unit(corp.codeValiditySeconds);
  const [count, set_count] = useState(String(before.count));
  const [unit, set_unit] = useState<Unit>(before.unit);
  const [format, set_format] = useState<CodeFormat>(corp.codeFormat);
  const length = units.find(({ name }) => name === unit)?.length ?? 1;
  const number = /^\d{1,8}$/.test(count.trim()) ? Number(count) * length : Number.NaN;
  const seconds = number >= shortest && number <= longest ? number : Number.NaN;
  return { before, count, set_count, unit, set_unit, format, set_format, seconds };
}

export function CodePolicyFields({ policy }: { policy: ReturnType<typeof useCodePolicy> }) {
  const say = useSay();
  const unit_names: Record<Unit, string> = {
    day: say("Days", "天"),
    hour: say("Hours", "小时"),
    minute: say("Minutes", "分钟"),
    second: say("Seconds", "秒"),
  };
  // Seconds only where the operator has set some.
  const offered = units.filter(({ name }) => name !== "second" || policy.before.unit === "second");
  const formats: readonly CodeFormat[] = [
    ...digit_counts.map((count) => `digits:${count}` as const),
    crockford,
  ];
  return (
    <>
      <div className="pair">
        <TextField
          label={say("New codes are valid for", "新激活码的有效期")}
          inputMode="numeric"
          value={policy.count}
          onChange={policy.set_count}
          error={
            Number.isNaN(policy.seconds)
              ? say("From 1 minute to 365 days.", "请填写 1 分钟至 365 天。")
              : undefined
          }
        />
        <Select
          label={say("Unit of the validity", "有效期单位")}
          value={policy.unit}
          options={offered.map(({ name }) => ({ value: name, text: unit_names[name] }))}
          onChange={(value) => policy.set_unit(value as Unit)}
        />
      </div>
      <p className="hint under-pair">
        {say(
          "Codes that exist keep their end. Those of hard terminals are always valid for 10 days.",
          "已有激活码的过期时间不变；硬件终端的激活码始终为 10 天。",
        )}
      </p>
      <Select
        label={say("New codes have", "新激活码的格式")}
        value={policy.format}
        options={formats.map((format) => ({ value: format, text: format_text(say, format) }))}
        onChange={(value) => policy.set_format(value as CodeFormat)}
        hint={say(
          "Longer codes are harder to guess, shorter ones easier to type.",
          "越长越难猜测，越短越便于输入。",
        )}
      />
    </>
  );
}
