import { type FormEvent, useEffect, useState } from "react";
import { Refusal } from "../core/client";
import { useSay } from "../core/say";
import { useSessionChanges } from "../core/session";
import { Button } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { TextField } from "../parts/field";
import { Bare } from "../shell/bare";
import { SsoEntry } from "../sso/sso_entry";
import { useCountdown } from "./countdown";
import { TotpField } from "./totp_setup";

const is_about = (error: unknown, name: string): boolean =>
  error instanceof Refusal && (error.reason === name || error.code === name);

export function SignIn({ hasEnded }: { hasEnded: boolean }) {
  const say = useSay();
  const { sign_in } = useSessionChanges();
  const [account, set_account] = useState("");
  const [pwd, set_pwd] = useState("");
  const [totp, set_totp] = useState("");
  const [needs_totp, set_needs_totp] = useState(false);
  const [is_busy, set_busy] = useState(false);
  const [error, set_error] = useState<unknown>(null);
  const wait = useCountdown();
  const title = say("Sign in", "登录");
  useEffect(() => {
    document.title = `${title} - roomkey`;
  }, [title]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (is_busy || wait.seconds > 0 || !account || !pwd) return;
    set_busy(true);
    set_error(null);
    try {
      await sign_in({ account: account.trim(), pwd, ...(needs_totp ? { totp } : {}) });
    } catch (refused) {
      if (is_about(refused, "totp_needed")) set_needs_totp(true);
      else set_error(refused);
      if (refused instanceof Refusal && refused.retry_after) wait.start(refused.retry_after);
    }
    set_busy(false);
  }

  return (
    <Bare>
      <form className="sign-in" onSubmit={submit} noValidate>
        <h1>{title}</h1>
        <p className="lead">{say("For those who look after terminals.", "供终端管理人员使用。")}</p>
        {hasEnded && !error ? (
          <p className="note" role="status">
            {say("Your session has ended. Please sign in again.", "会话已结束，请重新登录。")}
          </p>
        ) : null}
        <TextField
          label={say("Account", "帐号")}
          name="account"
          autoComplete="username"
          autoFocus
          value={account}
          onChange={(text) => {
            set_account(text);
            set_needs_totp(false);
            set_totp("");
          }}
          hint={say("Such as admin@174920385", "例如 admin@174920385")}
        />
        <TextField
          label={say("Password", "密码")}
          name="password"
          type="password"
          autoComplete="current-password"
          value={pwd}
          onChange={set_pwd}
        />
        {needs_totp ? (
          <TotpField
            hasFocus
            value={totp}
            onChange={set_totp}
            hint={say("Six digits that change every 30 seconds.", "每 30 秒更新的 6 位数字。")}
          />
        ) : null}
        {error ? <ErrorNote error={error} /> : null}
        <Button
          type="submit"
          kind="primary"
          className="sign-in-button"
          isPending={is_busy}
          isDisabled={wait.seconds > 0 || !account || !pwd || (needs_totp && !totp)}
        >
          {wait.seconds > 0
            ? say(`Wait ${wait.text}`, `请等待 ${wait.text}`)
            : is_busy
              ? say("Signing in ...", "正在登录……")
              : title}
        </Button>
      </form>
      <SsoEntry />
    </Bare>
  );
}
