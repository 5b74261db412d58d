import type { Job } from "../../generated/api";
import { useSay } from "../core/say";
import { Badge } from "../parts/badge";
import { is_waiting, state_names, state_tones } from "./job_words";

/** How far a job is, and whether rows of it failed. */
export function JobBadge({ job }: { job: Job }) {
  const say = useSay();
  return (
    <span className="badges">
      {is_waiting(job) ? (
        <Badge tone="info">{say("Waiting", "等待开始")}</Badge>
      ) : (
        <Badge tone={state_tones[job.state]}>{say(state_names[job.state])}</Badge>
      )}
      {job.failed > 0 ? <Badge tone="bad">{say("With failures", "有失败")}</Badge> : null}
    </span>
  );
}
