import { useState } from "react";
import { call } from "../core/client";
import { useSay } from "../core/say";
import { useSession } from "../core/session";
import { TextField } from "../parts/field";

/** Old and new password of the reader; the server has the rules and says which one is broken. */
export function usePasswordChange() {
  const session = useSession();
  const [old_password, set_old] = useState("");
  const [next, set_next] = useState("");
  const [again, set_again] = useState("");
  return {
    fields: { old_password, set_old, next, set_next, again, set_again },
    is_ready: old_password !== "" && next.length >= 8 && next === again,
    submit: (send: typeof call = call) =>
      send("PUT", "/v1/usg/acs/password", {
        body: { account: session.account, oldPwd: old_password, newPwd: next },
      }),
    clear: () => {
      set_old("");
      set_next("");
      set_again("");
    },
  };
}

type Fields = ReturnType<typeof usePasswordChange>["fields"];

export function PasswordFields({ fields }: { fields: Fields }) {
  const say = useSay();
  const is_other = fields.again !== "" && fields.next !== fields.again;
  return (
    <>
      <TextField
        label={say("Present password", "当前密码")}
        type="password"
        autoComplete="current-password"
        value={fields.old_password}
        onChange={fields.set_old}
      />
      <TextField
        label={say("New password", "新密码")}
        type="password"
        autoComplete="new-password"
        value={fields.next}
        onChange={fields.set_next}
        hint={say(
          "8 to 32 characters of at least two kinds: small and capital letters, digits, signs.",
          "8 至 32 个字符，至少包含小写字母、大写字母、数字、特殊字符中的两类。",
        )}
      />
      <TextField
        label={say("New password again", "再次输入新密码")}
        type="password"
        autoComplete="new-password"
        value={fields.again}
        onChange={fields.set_again}
        error={is_other ? say("The two differ.", "两次输入不一致。") : undefined}
      />
    </>
  );
}
