import { useState } from "react";
import type { JobKind, JobSelection } from "../../generated/api";
import { go, place } from "../core/address";
import { count_text } from "../core/count";
import { number_text } from "../core/format";
import { useSay } from "../core/say";
import { useSession } from "../core/session";
import { DepartmentField } from "../parts/department_field";
import { Dialog, DialogForm } from "../parts/dialog";
import { Select, TextField } from "../parts/field";
import { tags_of } from "../terminals/tag_text";
import { CodesTo, is_address } from "./codes_to";
import { act_of, consequence_of, is_about_devices, kind_names } from "./job_words";
import { useJobCreation } from "./jobs";

/** Accounts or serial numbers that were chosen, or a search that finds them. */
export type Subject =
  | { readonly chosen: readonly string[] }
  | { readonly selection: JobSelection; readonly count: number };

interface Props {
  readonly subject: Subject;
  readonly kinds: readonly JobKind[];
  readonly onClose: () => void;
}

/** Makes a draft for rows that a list shows; it is looked at and started on its own page. */
export function JobDialog({ subject, kinds, onClose }: Props) {
  const say = useSay();
  const create = useJobCreation();
  const { jobKinds } = useSession();
  const offered = kinds.filter((each) => jobKinds.includes(each));
  const [kind, set_kind] = useState<JobKind>(offered[0] ?? "reset");
  const [email, set_email] = useState("");
  const [added, set_added] = useState("");
  const [removed, set_removed] = useState("");
  const [department, set_department] = useState("");
  const is_search = "selection" in subject;
  const count = is_search ? count_text(subject.count) : number_text(subject.chosen.length);
  const consequence = consequence_of(kind);
  const act = act_of(kind);
  const is_ready =
    act === "label"
      ? tags_of(`${added},${removed}`).length > 0
      : act === "move"
        ? department !== ""
        : is_address(email);
  async function submit() {
    const request = {
      kind,
      ...(act === "reset" && email ? { emailAddr: email.trim() } : {}),
      ...(act === "move" ? { deptCode: department } : {}),
      ...(act === "label" ? { tagsAdd: tags_of(added), tagsRemove: tags_of(removed) } : {}),
      ...(is_search ? { selection: subject.selection } : {}),
    };
    const names = is_about_devices(kind) ? "serialNumbers" : "accounts";
    const rows = is_search ? {} : { [names]: subject.chosen };
    const job = await create(request, rows, () => undefined);
    go(place("jobs", job.id));
  }
  return (
    <Dialog
      title={
        is_search
          ? say(`A job for all ${count} that match`, `为符合条件的全部 ${count} 个新建任务`)
          : say(`A job for the ${count} chosen`, `为已选的 ${count} 个新建任务`)
      }
      onClose={onClose}
    >
      <DialogForm
        action={say("Check the rows", "检查各行")}
        isReady={is_ready}
        onClose={onClose}
        onSubmit={submit}
      >
        <p>
          {say(
            "Nothing is changed yet: the next page shows every row and what is wrong with it.",
            "此步不做任何更改，下一页会列出各行及其问题。",
          )}
        </p>
        <Select
          label={say("What to do", "操作")}
          value={kind}
          options={offered.map((each) => ({ value: each, text: say(kind_names[each]) }))}
          onChange={(chosen) => set_kind(chosen as JobKind)}
        />
        {consequence ? <p className="hint">{say(consequence)}</p> : null}
        {act === "move" ? (
          <DepartmentField
            label={say("Department", "部门")}
            value={department}
            onChange={set_department}
          />
        ) : null}
        {act === "label" ? (
          <>
            <TextField
              label={say("Add tags", "添加标签")}
              value={added}
              onChange={set_added}
              hint={say("Separated by commas.", "以逗号分隔。")}
            />
            <TextField
              label={say("Remove tags", "移除标签")}
              value={removed}
              onChange={set_removed}
            />
          </>
        ) : null}
        {act === "reset" ? <CodesTo value={email} onChange={set_email} /> : null}
      </DialogForm>
    </Dialog>
  );
}
