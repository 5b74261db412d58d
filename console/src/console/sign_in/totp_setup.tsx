import { type FormEvent, useState } from "react";
import type { ConfirmTotpRequest, TotpKey } from "../../generated/api";
import { useAttempt } from "../core/attempt";
import { call, session_path } from "../core/client";
import { useSay } from "../core/say";
import { Button } from "../parts/button";
import { CopyButton } from "../parts/copy";
import { ErrorNote } from "../parts/error_note";
import { TextField } from "../parts/field";
import { QrCode } from "../parts/qr";

export const totp_path = `${session_path}/totp`;
export const totp_digits = 6;

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly hasFocus?: boolean;
}

/** What the app shows, as people type it: often in two groups. */
export function TotpField({ value, onChange, hint, hasFocus }: FieldProps) {
  const say = useSay();
  return (
    <TextField
      label={say("Code of your authenticator app", "身份验证器动态码")}
      name="totp"
      inputMode="numeric"
      autoComplete="one-time-code"
      autoFocus={hasFocus ?? false}
      value={value}
      onChange={(typed) => onChange(typed.replace(/\s/g, ""))}
      {...(hint ? { hint } : {})}
    />
  );
}

/** Two steps: the app gets the key, and its first code proves that it has it. */
export function TotpSetup({ onDone }: { onDone: () => Promise<unknown> }) {
  const say = useSay();
  const [key, set_key] = useState<TotpKey | null>(null);
  const [totp, set_totp] = useState("");
  const { is_busy, error, attempt } = useAttempt();
  const begin = () =>
    attempt(async () => {
      set_key(await call<TotpKey>("POST", totp_path));
      set_totp("");
    });
  async function confirm(event: FormEvent) {
    event.preventDefault();
    if (totp.length !== totp_digits) return;
    await attempt(async () => {
      const body: ConfirmTotpRequest = { totp };
      await call("PUT", totp_path, { body });
      await onDone();
    });
  }
  if (!key) {
    return (
      <div className="stack">
        <p>
          {say(
            "Signing in then takes a code of an authenticator app on your phone besides the " +
              "password. Have the app at hand, and nobody behind you: the key is shown once.",
            "启用后，登录时除密码外还须输入手机身份验证器应用的动态码。请准备好该应用，并确认周围无人：密钥只显示一次。",
          )}
        </p>
        {error ? <ErrorNote error={error} /> : null}
        <div className="actions">
          <Button kind="primary" isPending={is_busy} onPress={() => void begin()}>
            {say("Show the key", "显示密钥")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form className="stack" onSubmit={confirm} noValidate>
      <p>
        {say(
          "Scan this with the app, or type the key into it.",
          "请用身份验证器应用扫描二维码，或手工输入密钥。",
        )}
      </p>
      <div className="totp-key">
        <QrCode text={key.uri} label={say("The key as a QR code", "密钥二维码")} />
        <div className="stack">
          <code className="secret" translate="no">
            {key.secret}
          </code>
          <CopyButton text={key.secret} label={say("Copy the key", "复制密钥")} />
        </div>
      </div>
      <TotpField
        value={totp}
        onChange={set_totp}
        hint={say("Six digits that change every 30 seconds.", "每 30 秒更新的 6 位数字。")}
      />
      {error ? <ErrorNote error={error} /> : null}
      <div className="actions">
        <Button
          type="submit"
          kind="primary"
          isPending={is_busy}
          isDisabled={totp.length !== totp_digits}
        >
          {say("Confirm", "确认启用")}
        </Button>
      </div>
    </form>
  );
}
