import { type FormEvent, useState } from "react";
import { useSay } from "../core/say";
import { useSession, useSessionChanges } from "../core/session";
import { Button } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { Bare } from "../shell/bare";
import { PasswordFields, usePasswordChange } from "./password_fields";

/** A password that somebody else made has to be changed before anything else. */
export function FirstPassword() {
  const say = useSay();
  const session = useSession();
  const { refresh, sign_out } = useSessionChanges();
  const change = usePasswordChange();
  const [is_busy, set_busy] = useState(false);
  const [error, set_error] = useState<unknown>(null);
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (is_busy || !change.is_ready) return;
    set_busy(true);
    set_error(null);
    try {
      await change.submit();
      await refresh();
    } catch (refused) {
      set_error(refused);
    }
    set_busy(false);
  }
  return (
    <Bare>
      <form className="sign-in" onSubmit={submit} noValidate>
        <h1>{say("Choose a password", "请设置新密码")}</h1>
        <p className="lead">
          {say(
            "Your password was made by somebody else, so it has to be changed first.",
            "当前密码由他人设定，须先修改才能继续。",
          )}
        </p>
        <p className="hint">{session.account}</p>
        <PasswordFields fields={change.fields} />
        {error ? <ErrorNote error={error} /> : null}
        <div className="actions">
          <Button type="submit" kind="primary" isPending={is_busy} isDisabled={!change.is_ready}>
            {say("Change password", "修改密码")}
          </Button>
          <Button onPress={() => void sign_out().catch(set_error)}>
            {say("Sign out", "退出登录")}
          </Button>
        </div>
      </form>
    </Bare>
  );
}
