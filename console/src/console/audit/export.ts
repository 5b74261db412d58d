// The audit trail as a file: for a spreadsheet, or for a program.
import type { AuditRecord } from "../../generated/api";
import { call, type QueryValue } from "../core/client";
import type { PageOf } from "../core/paged";
import { save_file } from "../core/save";

export const audit_path = "/v1/roomkey/audit";

export type AuditFilters = Readonly<
  Record<"account" | "operation" | "actor" | "source" | "refused" | "from" | "to", QueryValue>
>;
export type Format = "csv" | "jsonl";

const page_size = 500;
/** What is longer is for the operator's command, or for several files by date. */
export const exported_max = 10_000;

/** What the filters find, newest first; nothing that comes in meanwhile, which would shift it. */
async function fetch_records(filters: AuditFilters): Promise<AuditRecord[]> {
  let { to } = filters;
  const records: AuditRecord[] = [];
  while (records.length < exported_max) {
    const query = { ...filters, to, offset: records.length, limit: page_size };
    const page = await call<PageOf<AuditRecord>>("GET", audit_path, { query });
    // Past the end the last page comes again.
    if (page.offset < records.length) break;
    const newest = page.data[0];
    if (records.length === 0 && newest) to = newest.time + 1;
    records.push(...page.data);
    if (page.data.length < page_size) break;
  }
  return records;
}

const columns = [
  "time",
  "actor",
  "operation",
  "account",
  "outcome",
  "source",
  "requestId",
  "detail",
  "count",
  "lastTime",
] as const satisfies readonly (keyof AuditRecord)[];

/** Times as people and programs read them. */
const readable = (record: AuditRecord) => ({
  ...record,
  time: new Date(record.time).toISOString(),
  lastTime: new Date(record.lastTime).toISOString(),
});

/**
 * RFC 4180. Spreadsheets take what begins like a formula for one, of full width as well, and names
 * are other people's.
 */
function csv_field(value: string | number): string {
  const text = String(value).replace(/^[=+\-@＝＋－＠\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csv_of(records: readonly AuditRecord[]): string {
  const lines = records.map((record) => {
    const shown = readable(record);
    return columns.map((name) => csv_field(shown[name])).join(",");
  });
  // By the mark in front, spreadsheets know that it is UTF-8.
  return `\uFEFF${[columns.join(","), ...lines].join("\r\n")}\r\n`;
}

const jsonl_of = (records: readonly AuditRecord[]): string =>
  records.map((record) => `${JSON.stringify(readable(record))}\n`).join("");

const types: Record<Format, string> = {
  csv: "text/csv;charset=utf-8",
  jsonl: "application/jsonl;charset=utf-8",
};

/** Saves what the filters find; gives how many records that is. */
export async function export_audit(filters: AuditFilters, format: Format): Promise<number> {
  const records = await fetch_records(filters);
  const text = format === "csv" ? csv_of(records) : jsonl_of(records);
  save_file(`audit-${new Date().toISOString().slice(0, 10)}.${format}`, types[format], text);
  return records.length;
}
