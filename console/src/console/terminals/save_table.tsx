import type { TerminalExport } from "../../generated/api";
import { useAttempt } from "../core/attempt";
import { call, type QueryValue } from "../core/client";
import { save_file } from "../core/save";
import { useSay } from "../core/say";
import { Button } from "../parts/button";
import { ErrorNote } from "../parts/error_note";

const export_path = "/v1/roomkey/exports/terminals";

/** What the filters find, as a table that a job of changes takes back. */
async function save_terminals(filters: Readonly<Record<string, QueryValue>>): Promise<void> {
  // By the mark in front, spreadsheets know that it is UTF-8.
  let text = "\uFEFF";
  let fromOffset: number | null = 0;
  while (fromOffset !== null) {
    const query = { ...filters, fromOffset };
    const part: TerminalExport = await call("GET", export_path, { query });
    text += part.csv;
    fromOffset = part.nextOffset;
  }
  const day = new Date().toISOString().slice(0, "2026-01-01".length);
  save_file(`terminals-${day}.csv`, "text/csv;charset=utf-8", text);
}

/** Saves the list to be edited in a spreadsheet. */
export function SaveTable(props: { filters: Readonly<Record<string, QueryValue>>; count: number }) {
  const say = useSay();
  const { is_busy, error, attempt } = useAttempt();
  if (props.count === 0) return null;
  const save = () => save_terminals(props.filters);
  return (
    <>
      <Button className="only-wide" isPending={is_busy} onPress={() => void attempt(save)}>
        {say("Save as CSV", "导出 CSV")}
      </Button>
      {error ? <ErrorNote error={error} /> : null}
    </>
  );
}
