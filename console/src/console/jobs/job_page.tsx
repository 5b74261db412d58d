import type { Job } from "../../generated/api";
import { place } from "../core/address";
import { number_text, share_text, span_text } from "../core/format";
import { useSay } from "../core/say";
import { Fact, Facts } from "../parts/badge";
import { Moment } from "../parts/moment";
import { Card, Page } from "../parts/page";
import { Loaded } from "../parts/state";
import { JobActions } from "./job_actions";
import { JobBadge } from "./job_badge";
import { Rows } from "./job_rows";
import { is_waiting, kind_names } from "./job_words";
import { useJob } from "./jobs";

/** One job: how far it is, and what became of each row. */
export function JobPage({ id }: { id: string }) {
  const say = useSay();
  const query = useJob(id);
  const job = query.data;
  return (
    <Page
      title={job ? say(kind_names[job.kind]) : say("Job", "任务")}
      back={{ to: place("jobs"), text: say("Jobs", "批量任务") }}
      lead={job ? <JobBadge job={job} /> : null}
      actions={job ? <JobActions job={job} /> : null}
    >
      <Loaded query={query}>
        {(found) => (
          <>
            <Card>
              <Progress job={found} />
              <About job={found} />
            </Card>
            <Rows job={found} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Rows that are not valid are no part of the way. */
function Progress({ job }: { job: Job }) {
  const say = useSay();
  const settled = job.done + job.failed;
  const all = settled + job.ready;
  if (job.state === "preparing" || job.state === "draft" || all === 0) return null;
  const text = `${number_text(settled)} / ${number_text(all)}`;
  return (
    <div className="job-progress">
      <progress value={settled} max={all} aria-label={say("Rows settled", "已执行的行")}>
        {text}
      </progress>
      <p>
        <strong>{share_text(settled, all)}</strong>
        <span>{text}</span>
        <Pace job={job} />
      </p>
    </div>
  );
}

function Pace({ job }: { job: Job }) {
  const say = useSay();
  if (job.state !== "running" || is_waiting(job)) return null;
  const rate = number_text(job.rowsPerMinute);
  const left = job.remainingTime === null ? null : span_text(job.remainingTime);
  return (
    <>
      {job.rowsPerMinute > 0 ? (
        <span className="faint">{say(`${rate} a minute`, `每分钟 ${rate} 行`)}</span>
      ) : null}
      {left ? <span className="faint">{say(`about ${left} left`, `约剩 ${left}`)}</span> : null}
    </>
  );
}

function About({ job }: { job: Job }) {
  const say = useSay();
  return (
    <Facts>
      <Fact name={say("Created", "创建")}>
        {job.creator} · <Moment at={job.createTime} />
      </Fact>
      {job.startTime === null ? null : (
        <Fact name={is_waiting(job) ? say("Begins", "开始") : say("Started", "启动")}>
          {job.starter} · <Moment at={job.startTime} />
          {job.spread > 0
            ? say(`, spread over ${span_text(job.spread)}`, `，分散在 ${span_text(job.spread)}内`)
            : null}
        </Fact>
      )}
      {job.endTime === null ? null : (
        <Fact name={say("Ended", "结束")}>
          <Moment at={job.endTime} />
        </Fact>
      )}
      {job.failure ? (
        <Fact name={say("Cancelled by the server", "服务端取消原因")}>
          <code>{job.failure}</code>
        </Fact>
      ) : null}
    </Facts>
  );
}
