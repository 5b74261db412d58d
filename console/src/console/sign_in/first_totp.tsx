import { useState } from "react";
import { useSay } from "../core/say";
import { useSession, useSessionChanges } from "../core/session";
import { Button } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { Bare } from "../shell/bare";
import { TotpSetup } from "./totp_setup";

/** Where the enterprise demands a second factor, it is set up before anything else. */
export function FirstTotp() {
  const say = useSay();
  const session = useSession();
  const { refresh, sign_out } = useSessionChanges();
  const [error, set_error] = useState<unknown>(null);
  return (
    <Bare>
      <div className="sign-in">
        <h1>{say("Set up a second factor", "启用二次验证")}</h1>
        <p className="lead">
          {say(
            "Your enterprise demands one for the console.",
            "贵企业要求登录控制台时进行二次验证。",
          )}
        </p>
        <p className="hint">{session.account}</p>
        <TotpSetup onDone={refresh} />
        {error ? <ErrorNote error={error} /> : null}
        <div className="actions">
          <Button onPress={() => void sign_out().catch(set_error)}>
            {say("Sign out", "退出登录")}
          </Button>
        </div>
      </div>
    </Bare>
  );
}
