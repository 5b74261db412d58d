import { useState } from "react";
import type { Job, RetryJobRequest } from "../../generated/api";
import { useAttempt } from "../core/attempt";
import { useChange, useChangeOnce } from "../core/change";
import { number_text } from "../core/format";
import { useSay } from "../core/say";
import { useSession } from "../core/session";
import { Button } from "../parts/button";
import { Confirm } from "../parts/confirm";
import { Dialog, DialogForm } from "../parts/dialog";
import { ErrorNote } from "../parts/error_note";
import { useTell } from "../parts/toast";
import { job_path, save_rows } from "./jobs";
import { RateField, rate_of } from "./rate_field";
import { StartDialog } from "./start_dialog";

type Act = "start" | "cancel" | "retry";

/** What can be done with a job in its state. */
export function JobActions({ job }: { job: Job }) {
  const say = useSay();
  const [act, ask] = useState<Act | null>(null);
  const close = () => ask(null);
  const may_do = useSession().jobKinds.includes(job.kind);
  const is_open = job.state !== "finished" && job.state !== "cancelled";
  return (
    <>
      {may_do && job.state === "draft" && job.ready > 0 ? (
        <Button kind="primary" onPress={() => ask("start")}>
          {say("Start ...", "启动……")}
        </Button>
      ) : null}
      {may_do && job.state === "finished" && job.failed > 0 ? (
        <Button onPress={() => ask("retry")}>{say("Retry failed ...", "重试失败的行……")}</Button>
      ) : null}
      {may_do && is_open ? (
        <Button onPress={() => ask("cancel")}>{say("Cancel job ...", "取消任务……")}</Button>
      ) : null}
      {job.rows > 0 ? <SaveRows id={job.id} /> : null}
      {act === "start" ? <StartDialog job={job} onClose={close} /> : null}
      {act === "cancel" ? <Cancelling job={job} onClose={close} /> : null}
      {act === "retry" ? <Retrying job={job} onClose={close} /> : null}
    </>
  );
}

function SaveRows({ id }: { id: string }) {
  const say = useSay();
  const { is_busy, error, attempt } = useAttempt();
  return (
    <>
      {error ? <ErrorNote error={error} /> : null}
      <Button isPending={is_busy} onPress={() => void attempt(() => save_rows(id))}>
        {say("Save as CSV", "导出 CSV")}
      </Button>
    </>
  );
}

interface ActProps {
  readonly job: Job;
  readonly onClose: () => void;
}

function Cancelling({ job, onClose }: ActProps) {
  const say = useSay();
  const change = useChange();
  const tell = useTell();
  return (
    <Confirm
      title={say("Cancel the job?", "取消该任务？")}
      action={say("Cancel job", "取消任务")}
      onClose={onClose}
      onConfirm={async () => {
        await change("POST", `${job_path(job.id)}/cancel`);
        tell(say("The job is cancelled.", "任务已取消。"));
      }}
    >
      <p>
        {say(
          "No further row is done. What was done stays done.",
          "不再执行后续各行，已执行的不会撤销。",
        )}
      </p>
    </Confirm>
  );
}

function Retrying({ job, onClose }: ActProps) {
  const say = useSay();
  const change_once = useChangeOnce();
  const tell = useTell();
  const [rate_text, set_rate] = useState("");
  const rate = rate_of(rate_text);
  const count = number_text(job.failed);
  async function retry() {
    const body: RetryJobRequest = rate_text.trim() === "" ? {} : { rate };
    await change_once("POST", `${job_path(job.id)}/retry`, body);
    tell(say("The failed rows run again.", "正在重新执行失败的行。"));
    onClose();
  }
  return (
    <Dialog
      title={say(`Run ${count} failed rows again?`, `重新执行 ${count} 个失败的行？`)}
      onClose={onClose}
      role="alertdialog"
    >
      <DialogForm
        action={say("Run again", "重新执行")}
        isReady={!Number.isNaN(rate)}
        onClose={onClose}
        onSubmit={retry}
      >
        <p>
          {say(
            "At once, and on your behalf. Rows that were done are not done again.",
            "立即以您的身份执行，已成功的行不会重复执行。",
          )}
        </p>
        <RateField
          text={rate_text}
          onChange={set_rate}
          hint={say(
            "On average; left empty, as fast as before; 0 is as fast as the server goes.",
            "平均值；不填写时与之前相同，0 表示按服务端的速度执行。",
          )}
        />
      </DialogForm>
    </Dialog>
  );
}
