import { useEffect, useMemo, useRef } from "react";
import type { Job, JobKind, JobRow } from "../../generated/api";
import { words } from "../../shared/language";
import { useQueryState } from "../core/address";
import { number_text } from "../core/format";
import { usePaged } from "../core/paged";
import { useSay } from "../core/say";
import { Badge } from "../parts/badge";
import { Moment } from "../parts/moment";
import { useShowAll } from "../parts/show_all";
import { Empty } from "../parts/state";
import { type Column, Table } from "../parts/table";
import { ColumnChooser, Toolbar } from "../parts/toolbar";
import { is_about_devices, row_state_names, row_state_tones } from "./job_words";
import { job_path } from "./jobs";

function RowBadge({ row }: { row: JobRow }) {
  const say = useSay();
  return <Badge tone={row_state_tones[row.state]}>{say(row_state_names[row.state])}</Badge>;
}

const columns_of = (kind: JobKind): readonly Column<JobRow>[] => [
  {
    id: "row",
    name: words("Row", "行"),
    is_fixed: true,
    cell: ({ row }) => number_text(row),
  },
  {
    id: "account",
    name: is_about_devices(kind) ? words("Serial number", "序列号") : words("Account", "帐号"),
    cell: ({ account }) => (account ? <code>{account}</code> : <span className="faint">–</span>),
  },
  { id: "state", name: words("Outcome", "结果"), cell: (row) => <RowBadge row={row} /> },
  {
    id: "message",
    name: words("What is wrong", "问题"),
    is_long: true,
    cell: ({ message }) => (message ? <span className="failure">{message}</span> : null),
  },
  {
    id: "reason",
    name: words("Reason", "原因名称"),
    is_extra: true,
    cell: ({ reason }) => <code>{reason}</code>,
  },
  {
    id: "settled",
    name: words("When", "时间"),
    cell: ({ settleTime }) => <Moment at={settleTime} />,
  },
];

/** How many rows are in each state; each leads to these. */
function Counts({ job }: { job: Job }) {
  const say = useSay();
  const [query, change] = useQueryState();
  const state = query.get("state");
  const counts = [
    { value: null, name: say("All rows", "全部行"), count: job.rows },
    { value: "done", name: say("Done", "成功"), count: job.done },
    { value: "ready", name: say("To be done", "待执行"), count: job.ready },
    { value: "failed", name: say("Failed", "失败"), count: job.failed },
    { value: "invalid", name: say("Invalid, left out", "无效，不执行"), count: job.invalid },
  ];
  return (
    <fieldset className="counts">
      <legend className="visually-hidden">{say("Outcome", "结果")}</legend>
      {counts.map(({ value, name, count }) => (
        <button
          key={name}
          type="button"
          className={value ?? "all"}
          aria-pressed={state === value}
          data-none={count === 0 || undefined}
          onClick={() => change({ state: value, page: null })}
        >
          <span>{name}</span> <strong>{number_text(count)}</strong>
        </button>
      ))}
    </fieldset>
  );
}

/** The rows with what became of them; they follow the job. */
export function Rows({ job }: { job: Job }) {
  const say = useSay();
  const [query] = useQueryState();
  const show_all = useShowAll(["state"]);
  const state = query.get("state");
  const columns = useMemo(() => columns_of(job.kind), [job.kind]);
  const found = usePaged<JobRow>("jobs", `${job_path(job.id)}/rows`, { state });
  const { refetch } = found;
  const moved = [job.state, job.ready, job.done, job.failed, job.invalid].join(" ");
  const known = useRef(moved);
  useEffect(() => {
    if (known.current === moved) return;
    known.current = moved;
    void refetch();
  }, [moved, refetch]);
  return (
    <>
      <Toolbar>
        <Counts job={job} />
        <ColumnChooser columns={columns} />
      </Toolbar>
      <Table
        label={say("Rows", "各行")}
        query={found}
        columns={columns}
        id_of={({ row }) => String(row)}
        name_of={({ row }) => String(row)}
        empty={
          <Empty
            icon="job"
            title={
              show_all
                ? say("No row is in this state.", "没有处于该状态的行。")
                : say("The job has no rows.", "该任务没有任何行。")
            }
          >
            {show_all}
          </Empty>
        }
      />
    </>
  );
}
