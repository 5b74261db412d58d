import { useState } from "react";
import { length_max, type TerminalRecord } from "../../generated/api";
import { useChange } from "../core/change";
import { isolated } from "../core/isolated";
import { useSay } from "../core/say";
import { record_path } from "../core/terminals";
import { Dialog, DialogForm } from "../parts/dialog";
import { TextField } from "../parts/field";
import { useTell } from "../parts/toast";
import { tags_of } from "./tag_text";

/** Note, asset number and tags; the device is not told of them. */
export function LabelsDialog(props: { record: TerminalRecord; onClose: () => void }) {
  const say = useSay();
  const change = useChange();
  const tell = useTell();
  const { record } = props;
  const [note, set_note] = useState(record.note);
  const [asset, set_asset] = useState(record.assetNumber);
  const written = record.tags.join(", ");
  const [tags, set_tags] = useState(written);
  return (
    <Dialog
      title={say(`Notes on ${isolated(record.name)}`, `“${isolated(record.name)}”的标注`)}
      onClose={props.onClose}
    >
      <DialogForm
        action={say("Save", "保存")}
        onClose={props.onClose}
        onSubmit={async () => {
          await change("PUT", `${record_path(record.userAccount)}/labels`, {
            // Tags that came by the API may have what separates them here.
            body: {
              note,
              assetNumber: asset,
              ...(tags === written ? {} : { tags: tags_of(tags) }),
            },
          });
          tell(say("Saved.", "已保存。"));
          props.onClose();
        }}
      >
        <TextField
          label={say("Note", "备忘")}
          autoFocus
          maxLength={length_max.UpdateTerminalLabelsRequest.note}
          value={note}
          onChange={set_note}
          hint={say("For administrators; the device does not show it.", "终端上不显示。")}
        />
        <TextField
          label={say("Asset number", "资产编号")}
          maxLength={length_max.UpdateTerminalLabelsRequest.assetNumber}
          value={asset}
          onChange={set_asset}
        />
        <TextField
          label={say("Tags", "标签")}
          value={tags}
          onChange={set_tags}
          hint={say("Separated by commas, up to 16.", "以逗号分隔，最多 16 个。")}
        />
      </DialogForm>
    </Dialog>
  );
}
