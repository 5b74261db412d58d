// How many there are of something, as the API counts: no further than one beyond a bound.
import { counted_up_to } from "../../generated/api";
import { language } from "../../shared/language";
import { number_text } from "./format";

/** Whether counting has ended here, so that there may be more. */
export const is_cut_off = (count: number): boolean => counted_up_to.includes(count - 1);

/** "12"; "2,000+" and "2,000 多" if there may be more than were counted, which `count` is one of. */
export function count_text(count: number, has_more = is_cut_off(count)): string {
  if (!has_more) return number_text(count);
  return number_text(count - 1) + (language() === "zh-CN" ? " 多" : "+");
}

/** The count of several lists together. */
export function sum_text(counts: readonly number[]): string {
  const cut_off = counts.filter(is_cut_off).length;
  const sum = counts.reduce((all, count) => all + count, 0);
  return count_text(sum - Math.max(0, cut_off - 1), cut_off > 0);
}
