import { useState } from "react";
import type { RemoveTotpRequest } from "../../generated/api";
import { call } from "../core/client";
import { useSay } from "../core/say";
import { useSession, useSessionChanges } from "../core/session";
import { Badge } from "../parts/badge";
import { Button } from "../parts/button";
import { Dialog, DialogForm } from "../parts/dialog";
import { TextField } from "../parts/field";
import { useTell } from "../parts/toast";
import { TotpField, TotpSetup, totp_digits, totp_path } from "../sign_in/totp_setup";

/** Setting up the codes of an authenticator app, and ending that. */
export function SecondFactor() {
  const say = useSay();
  const tell = useTell();
  const session = useSession();
  const { refresh } = useSessionChanges();
  const [is_removing, remove] = useState(false);
  if (!session.totpEnabled) {
    return (
      <TotpSetup
        onDone={async () => {
          await refresh();
          tell(say("The second factor is set up.", "二次验证已启用。"));
        }}
      />
    );
  }
  return (
    <div className="stack">
      <p>
        <Badge tone="good">{say("On", "已启用")}</Badge>{" "}
        {say(
          "Signing in to the console takes a code of your authenticator app. " +
            "If you lose the phone, ask the operator of this server.",
          "登录控制台须输入身份验证器应用的动态码。手机丢失时，请联系本服务的运维人员。",
        )}
      </p>
      <div className="actions">
        <Button onPress={() => remove(true)}>{say("Remove", "停用")}</Button>
      </div>
      {is_removing ? <RemoveDialog onClose={() => remove(false)} /> : null}
    </div>
  );
}

function RemoveDialog({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const tell = useTell();
  const { refresh } = useSessionChanges();
  const [pwd, set_pwd] = useState("");
  const [totp, set_totp] = useState("");
  return (
    <Dialog title={say("Remove the second factor", "停用二次验证")} onClose={onClose}>
      <DialogForm
        action={say("Remove", "停用")}
        kind="danger"
        isReady={pwd !== "" && totp.length === totp_digits}
        onClose={onClose}
        onSubmit={async () => {
          const body: RemoveTotpRequest = { pwd, totp };
          await call("DELETE", totp_path, { body });
          onClose();
          tell(say("The second factor is removed.", "二次验证已停用。"));
          await refresh();
        }}
      >
        <TextField
          label={say("Password", "密码")}
          type="password"
          autoComplete="current-password"
          autoFocus
          value={pwd}
          onChange={set_pwd}
        />
        <TotpField value={totp} onChange={set_totp} />
      </DialogForm>
    </Dialog>
  );
}
