import { useState } from "react";
import { type App, type AppWithKey, length_max } from "../../generated/api";
import { useChange, useChangeOnce } from "../core/change";
import { useSay } from "../core/say";
import { NameField } from "../parts/common_fields";
import { Dialog, DialogForm } from "../parts/dialog";
import { TextField } from "../parts/field";

interface Props {
  readonly app: App | null;
  readonly onClose: () => void;
  readonly onKey: (app: AppWithKey) => void;
}

export const app_path = "/v2/usg/acs/corp/app";

/** Registers an application, or changes name and description of one. */
export function AppDialog({ app, onClose, onKey }: Props) {
  const say = useSay();
  const change = useChange();
  const change_once = useChangeOnce();
  const [name, set_name] = useState(app?.app_name ?? "");
  const [description, set_description] = useState(app?.description ?? "");
  return (
    <Dialog
      title={app ? say("Edit application", "编辑应用") : say("Register an application", "新增应用")}
      onClose={onClose}
    >
      <DialogForm
        action={app ? say("Save", "保存") : say("Register", "新增")}
        isReady={name.trim() !== ""}
        onClose={onClose}
        onSubmit={async () => {
          const body = { app_name: name.trim(), description };
          if (app) await change("PUT", `${app_path}/${app.app_id}`, { body });
          else onKey(await change_once<AppWithKey>("POST", app_path, body));
          onClose();
        }}
      >
        <NameField maxLength={length_max.AddAppRequest.app_name} value={name} onChange={set_name} />
        <TextField
          label={say("Description", "描述")}
          maxLength={length_max.AddAppRequest.description}
          value={description}
          onChange={set_description}
        />
      </DialogForm>
    </Dialog>
  );
}
