import { type FormEvent, useState } from "react";
import { useQueryState } from "../core/address";
import { useAttempt } from "../core/attempt";
import { useSay } from "../core/say";
import { Button } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { TextField } from "../parts/field";
import { leave_for_provider, remembered_corp, sign_in_path } from "./sso";

/** The way to the provider, on the sign-in page: of the enterprise that the address or the browser
 * names, or that the reader does. */
export function SsoEntry() {
  const say = useSay();
  const [query] = useQueryState();
  const named = query.get("sso") ?? "";
  const [corp, set_corp] = useState(named || remembered_corp());
  const [is_open, open] = useState(Boolean(named));
  const { is_busy, error, attempt } = useAttempt();
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!is_open) open(true);
    else if (corp.trim()) {
      await attempt(() => leave_for_provider(sign_in_path, { corpId: corp.trim() }));
    }
  }
  return (
    <form className="sign-in sso-entry" onSubmit={submit} noValidate>
      {is_open ? (
        <TextField
          label={say("Enterprise id", "企业 ID")}
          name="corp"
          inputMode="numeric"
          value={corp}
          onChange={set_corp}
          hint={say(
            "Such as 174920385; an administrator knows it.",
            "例如 174920385，可向管理员询问。",
          )}
        />
      ) : null}
      {error ? <ErrorNote error={error} /> : null}
      <Button type="submit" className="sign-in-button" isPending={is_busy}>
        {say("Single sign-on", "单点登录")}
      </Button>
    </form>
  );
}
