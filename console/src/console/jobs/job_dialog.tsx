import { useState } from "react";
import type { JobKind, JobSelection } from "../../generated/api";
import { go, place } from "../core/address";
import { number_text } from "../core/format";
import { useSay } from "../core/say";
import { useSession } from "../core/session";
import { Dialog, DialogForm } from "../parts/dialog";
import { Select, TextField } from "../parts/field";
import { tags_of } from "../terminals/tag_text";
import { CodesTo, is_address } from "./codes_to";
import { consequences, kind_names } from "./job_words";
import { useJobCreation } from "./jobs";

/** Accounts that were chosen, or a search that finds them. */
export type Subject =
  | { readonly accounts: readonly string[] }
  | { readonly selection: JobSelection; readonly count: number };

const all_offered = [
  "reset",
  "label",
  "disable",
  "enable",
  "delete",
] as const satisfies readonly JobKind[];

/** Makes a draft for accounts that a list shows; it is looked at and started on its own page. */
export function JobDialog({ subject, onClose }: { subject: Subject; onClose: () => void }) {
  const say = useSay();
  const create = useJobCreation();
  const { jobKinds } = useSession();
  const offered = all_offered.filter((each) => jobKinds.includes(each));
  const [kind, set_kind] = useState<JobKind>("reset");
  const [email, set_email] = useState("");
  const [added, set_added] = useState("");
  const [removed, set_removed] = useState("");
  const is_search = "selection" in subject;
  const count = number_text(is_search ? subject.count : subject.accounts.length);
  const consequence = consequences[kind];
  const has_tags = tags_of(`${added},${removed}`).length > 0;
  async function submit() {
    const request = {
      kind,
      ...(kind === "reset" && email ? { emailAddr: email.trim() } : {}),
      ...(kind === "label" ? { tagsAdd: tags_of(added), tagsRemove: tags_of(removed) } : {}),
      ...(is_search ? { selection: subject.selection } : {}),
    };
    const rows = is_search ? {} : { accounts: subject.accounts };
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
        isReady={kind === "label" ? has_tags : is_address(email)}
        onClose={onClose}
        onSubmit={submit}
      >
        <p>
          {say(
            "Nothing is changed yet: the next page shows every account and what is wrong with it.",
            "此步不做任何更改，下一页会列出各帐号及其问题。",
          )}
        </p>
        <Select
          label={say("What to do", "操作")}
          value={kind}
          options={offered.map((each) => ({ value: each, text: say(kind_names[each]) }))}
          onChange={(chosen) => set_kind(chosen as JobKind)}
        />
        {consequence ? <p className="hint">{say(consequence)}</p> : null}
        {kind === "label" ? (
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
        {kind === "reset" ? <CodesTo value={email} onChange={set_email} /> : null}
      </DialogForm>
    </Dialog>
  );
}
