import type { FormEvent } from "react";
import { useAttempt } from "../core/attempt";
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
  const { is_busy, error, attempt } = useAttempt();
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!change.is_ready) return;
    await attempt(async () => {
      await change.submit();
      await refresh();
    });
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
          <Button onPress={() => void attempt(sign_out)}>{say("Sign out", "退出登录")}</Button>
        </div>
      </form>
    </Bare>
  );
}
