// Tables that spreadsheets save, in parts that fit a request.

/** Requests may have 64 KiB; the rest of one is small. */
const part_bytes_max = 56 * 1024;

/** What separates the cells, by the first line or by what that says (`sep=;`). */
function separator_of(text: string): string {
  const [, named] = /^sep=([^\r\n])/.exec(text) ?? [];
  if (named) return named;
  const [line = ""] = /^(?:"[^"]*"|[^"\r\n])*/.exec(text) ?? [];
  const bare = line.replace(/"[^"]*"/g, "");
  const count = (separator: string) => bare.split(separator).length;
  return [",", ";", "\t"].reduce((most, each) => (count(each) > count(most) ? each : most));
}

/** Where the closing quotation mark of the cell is that opens at `at`; else the end. */
function closing(text: string, at: number): number {
  let end = text.indexOf('"', at + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  return end < 0 ? text.length : end;
}

/** The rows as they are, each with what ends it. A cell in quotation marks may have lines. */
function rows_of(text: string): string[] {
  const separator = separator_of(text);
  const rows: string[] = [];
  let start = 0;
  let begins_cell = true;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (begins_cell && sign === '"') at = closing(text, at);
    begins_cell = sign === separator;
    if (sign !== "\n" && (sign !== "\r" || text[at + 1] === "\n")) continue;
    rows.push(text.slice(start, at + 1));
    start = at + 1;
    begins_cell = true;
  }
  if (start < text.length) rows.push(text.slice(start));
  return rows;
}

/** Bytes within a request, at most; a table has too many rows to write each of them twice. */
function size_of(text: string): number {
  let size = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20) size += 6;
    else if (unit >= 0x80) size += 3;
    else size += unit === 0x22 || unit === 0x5c ? 2 : 1;
  }
  return size;
}

/** The table in parts, each of which begins with the line of the columns again. */
export function parts_of(text: string): readonly string[] {
  if (size_of(text) <= part_bytes_max) return [text];
  const rows = rows_of(text);
  const head = rows.splice(0, text.startsWith("sep=") ? 2 : 1).join("");
  const head_size = size_of(head);
  const parts: string[] = [];
  let part = head;
  let size = head_size;
  for (const row of rows) {
    const row_size = size_of(row);
    if (size + row_size > part_bytes_max && part !== head) {
      parts.push(part);
      part = head;
      size = head_size;
    }
    part += row;
    size += row_size;
  }
  return [...parts, part];
}
