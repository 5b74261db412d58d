import { useState } from "react";
import type { Corp } from "../../generated/api";
import { useChange } from "../core/change";
import { useSay } from "../core/say";
import { Dialog, DialogForm } from "../parts/dialog";
import { Checkbox, TextField } from "../parts/field";
import { useTell } from "../parts/toast";
import { corp_path } from "./enterprise_page";

export function CorpDialog({ corp, onClose }: { corp: Corp; onClose: () => void }) {
  const say = useSay();
  const change = useChange();
  const tell = useTell();
  const [address, set_address] = useState(corp.address);
  const [is_open, open] = useState(corp.autoUserCreate);
  return (
    <Dialog title={say("Edit enterprise", "编辑企业")} onClose={onClose}>
      <DialogForm
        action={say("Save", "保存")}
        onClose={onClose}
        onSubmit={async () => {
          await change("PUT", corp_path, { body: { address, autoUserCreate: is_open } });
          tell(say("Saved.", "已保存。"));
          onClose();
        }}
      >
        <TextField
          label={say("Address", "地址")}
          autoFocus
          maxLength={255}
          value={address}
          onChange={set_address}
        />
        <Checkbox isSelected={is_open} onChange={open}>
          {say(
            "Make a user when somebody unknown signs in by App ID",
            "未知用户以 App ID 登录时自动开户",
          )}
        </Checkbox>
      </DialogForm>
    </Dialog>
  );
}
