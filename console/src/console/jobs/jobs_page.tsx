import { useState } from "react";
import type { Job } from "../../generated/api";
import { words } from "../../shared/language";
import { place, useQueryState } from "../core/address";
import { number_text } from "../core/format";
import { usePaged } from "../core/paged";
import { days_ago } from "../core/recent";
import { useSay } from "../core/say";
import { Button, PlaceLink } from "../parts/button";
import { Icon } from "../parts/icon";
import { Moment } from "../parts/moment";
import { Page } from "../parts/page";
import { useShowAll } from "../parts/show_all";
import { Empty } from "../parts/state";
import { type Column, Table } from "../parts/table";
import { ColumnChooser, Filter, RecentFilter, Toolbar } from "../parts/toolbar";
import { JobBadge } from "./job_badge";
import { kind_names, state_names } from "./job_words";
import { jobs_path, look_again } from "./jobs";
import { NewJobDialog } from "./new_job_dialog";

function Kind({ job }: { job: Job }) {
  const say = useSay();
  return (
    <PlaceLink to={place("jobs", job.id)} className="link strong">
      {say(kind_names[job.kind])}
    </PlaceLink>
  );
}

const columns: readonly Column<Job>[] = [
  {
    id: "kind",
    name: words("Job", "任务"),
    is_fixed: true,
    cell: (job) => <Kind job={job} />,
  },
  { id: "state", name: words("State", "状态"), cell: (job) => <JobBadge job={job} /> },
  {
    id: "done",
    name: words("Done", "成功"),
    is_number: true,
    cell: ({ done, rows }) => `${number_text(done)} / ${number_text(rows)}`,
  },
  {
    id: "failed",
    name: words("Failed", "失败"),
    is_number: true,
    cell: ({ failed }) => number_text(failed),
  },
  {
    id: "invalid",
    name: words("Invalid", "无效"),
    is_number: true,
    cell: ({ invalid }) => number_text(invalid),
  },
  {
    id: "who",
    name: words("Who", "操作者"),
    cell: ({ starter, creator }) => starter || creator,
  },
  {
    id: "created",
    name: words("Created", "创建时间"),
    cell: ({ createTime }) => <Moment at={createTime} />,
  },
  {
    id: "begun",
    name: words("Begins", "开始时间"),
    is_extra: true,
    cell: ({ startTime }) => <Moment at={startTime} />,
  },
  {
    id: "ended",
    name: words("Ended", "结束时间"),
    is_extra: true,
    cell: ({ endTime }) => <Moment at={endTime} />,
  },
  { id: "id", name: words("Id", "任务 ID"), is_extra: true, cell: ({ id }) => <code>{id}</code> },
];

/** The soonest of what the jobs ask for. */
function look_again_at_all(jobs: readonly Job[]): number | false {
  const waits = jobs.map(look_again).filter((wait) => wait !== false);
  return waits.length > 0 && Math.min(...waits);
}

const narrowing = ["state", "failed", "days"] as const;

export function JobsPage() {
  const say = useSay();
  const [query] = useQueryState();
  const [is_creating, create] = useState(false);
  const filters = {
    state: query.get("state"),
    failed: query.get("failed"),
    from: days_ago(query.get("days")),
  };
  const found = usePaged<Job>("jobs", jobs_path, filters, look_again_at_all);
  const show_all = useShowAll(narrowing);
  return (
    <Page
      title={say("Jobs", "批量任务")}
      lead={say(
        "One operation for many accounts, checked before it runs. Kept for 30 days.",
        "对多个帐号执行同一操作，执行前先检查各行。保留 30 天。",
      )}
      actions={
        <Button needs="reset" kind="primary" onPress={() => create(true)}>
          <Icon name="plus" />
          {say("New job", "新建任务")}
        </Button>
      }
    >
      <Toolbar>
        <Filter
          name="state"
          label={say("State", "状态")}
          all={say("All states", "全部状态")}
          options={Object.entries(state_names).map(([value, name]) => ({ value, text: say(name) }))}
        />
        <Filter
          name="failed"
          label={say("Failed rows", "失败的行")}
          all={say("With or without failures", "有无失败")}
          options={[{ value: "true", text: say("With failed rows", "有失败的行") }]}
        />
        <RecentFilter label={say("Ended", "结束时间")} />
        <ColumnChooser columns={columns} />
      </Toolbar>
      <Table
        label={say("Jobs", "批量任务")}
        query={found}
        columns={columns}
        id_of={({ id }) => id}
        name_of={({ id }) => id}
        empty={
          <Empty
            icon="job"
            title={
              show_all
                ? say("No job matches.", "没有符合条件的任务。")
                : say("There are no jobs yet.", "还没有批量任务。")
            }
          >
            {show_all}
          </Empty>
        }
      />
      {is_creating ? <NewJobDialog onClose={() => create(false)} /> : null}
    </Page>
  );
}
