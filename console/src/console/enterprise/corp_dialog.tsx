import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Corp, length_max, type UpdateCorpRequest } from "../../generated/api";
import { useChange } from "../core/change";
import { call } from "../core/client";
import { useSay } from "../core/say";
import { useSession, useSessionChanges } from "../core/session";
import { Dialog, DialogForm } from "../parts/dialog";
import { Checkbox, TextField } from "../parts/field";
import { useTell } from "../parts/toast";
import { CodePolicyFields, useCodePolicy } from "./code_policy";
import { corp_path } from "./enterprise_page";
import { MessagePolicyFields, useMessagePolicy } from "./message_policy";

export function CorpDialog({ corp, onClose }: { corp: Corp; onClose: () => void }) {
  const say = useSay();
  const change = useChange();
  const tell = useTell();
  const [address, set_address] = useState(corp.address);
  const [is_open, open] = useState(corp.autoUserCreate);
  const [is_guarded, guard] = useState(corp.totpRequired);
  const policy = useCodePolicy(corp);
  const messages = useMessagePolicy(corp);
  const session = useSession();
  const { refresh } = useSessionChanges();
  const client = useQueryClient();
  return (
    <Dialog title={say("Edit enterprise", "编辑企业")} onClose={onClose}>
      <DialogForm
        action={say("Save", "保存")}
        isReady={!Number.isNaN(policy.seconds)}
        onClose={onClose}
        onSubmit={async () => {
          const body = {
            address,
            autoUserCreate: is_open,
            totpRequired: is_guarded,
            codeValiditySeconds: policy.seconds,
            codeFormat: policy.format,
            language: messages.language,
            timeZone: messages.zone,
          } satisfies UpdateCorpRequest;
          if (is_guarded && !session.totpEnabled) {
            // The reader is the first who has to set it up, before anything is asked for again.
            await call("PUT", corp_path, { body });
            client.setQueryData<Corp>(["corp"], { ...corp, ...body });
            await refresh();
            return;
          }
          await change("PUT", corp_path, { body });
          tell(say("Saved.", "已保存。"));
          onClose();
        }}
      >
        <TextField
          label={say("Address", "地址")}
          autoFocus
          maxLength={length_max.UpdateCorpRequest.address}
          value={address}
          onChange={set_address}
        />
        <CodePolicyFields policy={policy} />
        <MessagePolicyFields policy={messages} />
        <Checkbox isSelected={is_open} onChange={open}>
          {say(
            "Make a user when somebody unknown signs in by App ID",
            "未知用户以 App ID 登录时自动开户",
          )}
        </Checkbox>
        <Checkbox isSelected={is_guarded} onChange={guard}>
          {say(
            "Signing in to this console needs a second factor; those who have none set it up first",
            "登录控制台须二次验证，尚未启用的用户须先启用",
          )}
        </Checkbox>
      </DialogForm>
    </Dialog>
  );
}
