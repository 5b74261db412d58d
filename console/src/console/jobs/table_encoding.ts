// The bytes of a table as text. Spreadsheets save "CSV" in the encoding of the machine's region,
// and say it nowhere: that is guessed, shown, and corrected by the reader.
import { type Words, words } from "../../shared/language";

/** A table in a file. */
export interface TableFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly encoding: string;
  /** The bytes could be of several encodings. */
  readonly is_guessed: boolean;
}

export const encodings: readonly { readonly name: string; readonly words: Words }[] = [
  { name: "gb18030", words: words("Chinese (GB18030, GBK)", "简体中文（GB18030、GBK）") },
  { name: "big5", words: words("Traditional Chinese (Big5)", "繁体中文（Big5）") },
  { name: "windows-1252", words: words("Western Europe (Windows-1252)", "西欧（Windows-1252）") },
  { name: "windows-1250", words: words("Central Europe (Windows-1250)", "中欧（Windows-1250）") },
  { name: "windows-1251", words: words("Cyrillic (Windows-1251)", "西里尔文（Windows-1251）") },
  { name: "shift_jis", words: words("Japanese (Shift_JIS)", "日文（Shift_JIS）") },
  { name: "euc-kr", words: words("Korean (EUC-KR)", "韩文（EUC-KR）") },
];

/** The text in this encoding; null if these bytes are none. */
export function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Chinese characters are pairs of bytes above ASCII, mostly; letters with marks stand alone among
 * others, mostly.
 */
function likely_encoding(bytes: Uint8Array): string {
  const is_high = (at: number) => (bytes[at] ?? 0) >= 0x80;
  let alone = 0;
  let together = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (!is_high(at)) continue;
    if (is_high(at - 1) || is_high(at + 1)) together += 1;
    else alone += 1;
  }
  const likely = together > alone ? "gb18030" : "windows-1252";
  return decoded(bytes, likely) === null ? "windows-1252" : likely;
}

/** UTF-16 has its mark ("Unicode text"), and no other text passes for UTF-8. */
export async function table_in(file: File): Promise<TableFile> {
  const { name } = file;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const is_little = bytes[0] === 0xff && bytes[1] === 0xfe;
  const is_big = bytes[0] === 0xfe && bytes[1] === 0xff;
  const encoding = is_little ? "utf-16le" : is_big ? "utf-16be" : "utf-8";
  const is_guessed = !is_little && !is_big && decoded(bytes, encoding) === null;
  return { name, bytes, encoding: is_guessed ? likely_encoding(bytes) : encoding, is_guessed };
}

const shown_lines = 4;
/** Of a file that is no table. */
const shown_characters = 1_000;

/** The first lines, by which a reader sees whether the encoding is right. */
export const first_lines = (text: string): string =>
  text
    .split(/\r\n|\r|\n/, shown_lines)
    .join("\n")
    .slice(0, shown_characters);
