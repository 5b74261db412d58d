import { useState } from "react";
import type { Job } from "../../generated/api";
import { useChangeOnce } from "../core/change";
import { number_text } from "../core/format";
import { useSay } from "../core/say";
import { Dialog, DialogForm } from "../parts/dialog";
import { Select, TextField } from "../parts/field";
import { useTell } from "../parts/toast";
import { consequence_of, kind_names } from "./job_words";
import { job_path } from "./jobs";
import { RateField, rate_of, whole_number } from "./rate_field";

const minute_s = 60;
/** A week, as the API has it. */
const minutes_max = 10_080;

/** When a draft is to run: now or later, at full pace or spread over a window. */
export function StartDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const say = useSay();
  const change_once = useChangeOnce();
  const tell = useTell();
  const [when, set_when] = useState("now");
  const [moment, set_moment] = useState("");
  const [window_text, set_window] = useState("");
  const [rate_text, set_rate] = useState("");
  const minutes = whole_number(window_text, minutes_max);
  const at = new Date(moment).getTime();
  const rate = rate_of(rate_text);
  const is_ready =
    !Number.isNaN(minutes) && !Number.isNaN(rate) && (when === "now" || !Number.isNaN(at));
  const count = number_text(job.ready);
  const invalid = number_text(job.invalid);
  const consequence = consequence_of(job.kind);
  async function start() {
    await change_once("POST", `${job_path(job.id)}/start`, {
      ...(when === "later" ? { startTime: at } : {}),
      ...(minutes > 0 ? { spread: minutes * minute_s } : {}),
      ...(rate > 0 ? { rate } : {}),
    });
    tell(say("The job is started.", "任务已启动。"));
    onClose();
  }
  return (
    <Dialog
      title={say(`Start: ${kind_names[job.kind].en}`, `启动：${kind_names[job.kind].zh}`)}
      onClose={onClose}
    >
      <DialogForm
        action={say("Start", "启动")}
        kind={consequence ? "danger" : "primary"}
        isReady={is_ready}
        onClose={onClose}
        onSubmit={start}
      >
        <p>
          {say(`${count} rows will be done.`, `将执行 ${count} 行。`)}{" "}
          {job.invalid > 0
            ? say(`${invalid} invalid rows are left out.`, `${invalid} 个无效行不执行。`)
            : null}
        </p>
        {consequence ? <p>{say(consequence)}</p> : null}
        <Select
          label={say("When", "执行时间")}
          value={when}
          options={[
            { value: "now", text: say("Now", "立即") },
            { value: "later", text: say("At a time", "指定时间") },
          ]}
          onChange={set_when}
        />
        {when === "later" ? (
          <TextField
            label={say("Date and time", "日期与时间")}
            type="datetime-local"
            value={moment}
            onChange={set_moment}
            hint={say("In the time zone of this browser.", "以本浏览器的时区为准。")}
          />
        ) : null}
        <TextField
          label={say("Spread over minutes", "分散执行的分钟数")}
          inputMode="numeric"
          value={window_text}
          onChange={set_window}
          error={
            Number.isNaN(minutes)
              ? say("A whole number up to 10080.", "请填写不超过 10080 的整数。")
              : undefined
          }
          hint={say(
            "Left empty, the rows are done one right after the other.",
            "不填写时各行依次连续执行。",
          )}
        />
        <RateField
          text={rate_text}
          onChange={set_rate}
          hint={say(
            "On average; left empty, as fast as the server goes.",
            "平均值；不填写时按服务端的速度执行。",
          )}
        />
      </DialogForm>
    </Dialog>
  );
}
