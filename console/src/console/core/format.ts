import { language } from "../../shared/language";

/** Unix milliseconds in the reader's language and zone. */
export const moment_text = (ms: number): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short" }).format(ms);

/** Of "2026-11-29 08:15:00", which is in UTC, as some objects of the API have it. */
export const moment_of = (text: string): number => Date.parse(`${text.replace(" ", "T")}Z`);

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "in 3 days", "2 hours ago". */
export function distance_text(ms: number, now = Date.now()): string {
  const format = new Intl.RelativeTimeFormat(language(), { numeric: "auto" });
  const distance = ms - now;
  const [unit, length] = steps.find(([, size]) => Math.abs(distance) >= size) ?? ["second", 1000];
  return format.format(Math.round(distance / length), unit);
}

/** A span in the largest unit that it has: "5 minutes". */
export function span_text(seconds: number): string {
  const [unit, length] = steps.find(([, size]) => seconds * 1000 >= size) ?? ["second", 1000];
  return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "long" }).format(
    Math.ceil((seconds * 1000) / length),
  );
}

export const number_text = (count: number): string =>
  new Intl.NumberFormat(language()).format(count);

/** "0.8%": never all before it is all. */
export const share_text = (part: number, all: number): string =>
  new Intl.NumberFormat(language(), { style: "percent", maximumFractionDigits: 1 }).format(
    Math.floor((part * 1000) / all) / 1000,
  );

/** "Example Ltd#Sales" -> "Example Ltd / Sales". */
export const department_path = (path: string): string => path.replaceAll("#", " / ");

/** The same for a list, where the enterprise in front of every row says nothing. */
export const department_in_list = (path: string): string =>
  department_path(path.includes("#") ? path.slice(path.indexOf("#") + 1) : path);
