import { useSay } from "../core/say";
import { TextField } from "../parts/field";

/** Rows per second, as the API has it. */
const rate_max = 50;

/** A whole number; nothing is 0. NaN if it is no such number. */
export function whole_number(text: string, most: number): number {
  const bare = text.trim();
  if (bare === "") return 0;
  const number = /^\d{1,5}$/.test(bare) ? Number(bare) : Number.NaN;
  return number <= most ? number : Number.NaN;
}

export const rate_of = (text: string): number => whole_number(text, rate_max);

interface Props {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly hint: string;
}

export function RateField({ text, onChange, hint }: Props) {
  const say = useSay();
  return (
    <TextField
      label={say("Rows per second", "每秒执行的行数")}
      inputMode="numeric"
      value={text}
      onChange={onChange}
      error={
        Number.isNaN(rate_of(text))
          ? say("A whole number up to 50.", "请填写不超过 50 的整数。")
          : undefined
      }
      hint={hint}
    />
  );
}
