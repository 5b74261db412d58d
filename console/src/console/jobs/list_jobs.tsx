import { useState } from "react";
import type { TableExport } from "../../generated/api";
import { useAttempt } from "../core/attempt";
import { call } from "../core/client";
import { count_text } from "../core/count";
import { save_file } from "../core/save";
import { useSay } from "../core/say";
import { useSession } from "../core/session";
import { Button } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { JobDialog } from "./job_dialog";
import {
  type Filters,
  kinds_of_rows,
  kinds_of_table,
  type ListName,
  selection_of,
} from "./job_lists";
import { NewJobDialog } from "./new_job_dialog";

/** What the filters find, as a table that a job of changes takes back. */
async function save_list(list: ListName, filters: Filters): Promise<void> {
  // By the mark in front, spreadsheets know that it is UTF-8.
  let text = "\uFEFF";
  let fromOffset: number | null = 0;
  while (fromOffset !== null) {
    const query = { ...filters, fromOffset };
    const part: TableExport = await call("GET", `/v1/roomkey/exports/${list}`, { query });
    text += part.csv;
    fromOffset = part.nextOffset;
  }
  const day = new Date().toISOString().slice(0, "2026-01-01".length);
  save_file(`${list}-${day}.csv`, "text/csv;charset=utf-8", text);
}

interface ListProps {
  readonly list: ListName;
  readonly filters: Filters;
  /** Of all that the filters find. */
  readonly count: number;
}

/** A list out, to be edited in a spreadsheet, and back; and a job for all that it finds. */
export function ListJobs(props: ListProps & { isSettled: boolean }) {
  const { list, filters, count, isSettled } = props;
  return (
    <>
      <SaveTable list={list} filters={filters} count={count} />
      <FromTable list={list} />
      <AllAsJob list={list} filters={filters} count={isSettled ? count : 0} />
    </>
  );
}

function SaveTable({ list, filters, count }: ListProps) {
  const say = useSay();
  const { is_busy, error, attempt } = useAttempt();
  if (count === 0) return null;
  const save = () => save_list(list, filters);
  return (
    <>
      <Button className="only-wide" isPending={is_busy} onPress={() => void attempt(save)}>
        {say("Save as CSV", "导出 CSV")}
      </Button>
      {error ? <ErrorNote error={error} isRead /> : null}
    </>
  );
}

function FromTable({ list }: { list: ListName }) {
  const say = useSay();
  const [is_asked, ask] = useState(false);
  const { jobKinds } = useSession();
  const kinds = kinds_of_table(list);
  if (!kinds.some((kind) => jobKinds.includes(kind))) return null;
  return (
    <>
      <Button className="only-wide" onPress={() => ask(true)}>
        {say("From a table ...", "从表格导入……")}
      </Button>
      {is_asked ? <NewJobDialog kinds={kinds} onClose={() => ask(false)} /> : null}
    </>
  );
}

/** A job for the rows that are chosen. */
export function ChosenAsJob({ list, chosen }: { list: ListName; chosen: readonly string[] }) {
  const say = useSay();
  const [is_asked, ask] = useState(false);
  return (
    <>
      <Button needs="reset" onPress={() => ask(true)}>
        {say("As a job ...", "作为批量任务……")}
      </Button>
      {is_asked ? (
        <JobDialog subject={{ chosen }} kinds={kinds_of_rows[list]} onClose={() => ask(false)} />
      ) : null}
    </>
  );
}

/** A job for all that the search finds, on whichever page. */
function AllAsJob({ list, filters, count }: ListProps) {
  const say = useSay();
  const [is_asked, ask] = useState(false);
  const { jobKinds } = useSession();
  const kinds = kinds_of_rows[list];
  if (!kinds.some((kind) => jobKinds.includes(kind))) return null;
  if (count === 0 && !is_asked) return null;
  const shown = count_text(count);
  return (
    <>
      <Button onPress={() => ask(true)}>
        {say(`All ${shown} as a job ...`, `全部 ${shown} 个作为批量任务……`)}
      </Button>
      {is_asked ? (
        <JobDialog
          subject={{ selection: selection_of(list, filters), count }}
          kinds={kinds}
          onClose={() => ask(false)}
        />
      ) : null}
    </>
  );
}
