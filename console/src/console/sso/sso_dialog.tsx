import { useState } from "react";
import type { SaveSingleSignOnRequest, SingleSignOn } from "../../generated/api";
import { useChange } from "../core/change";
import { useSay } from "../core/say";
import { Dialog, DialogForm } from "../parts/dialog";
import { Select, TextField } from "../parts/field";
import { useTell } from "../parts/toast";
import { return_address, settings_path } from "./sso";

const is_one_of = <Name extends string>(names: readonly Name[], text: string): Name =>
  names.find((name) => name === text) ?? (names[0] as Name);
const auths = ["basic", "post", "none"] as const;
const matches = ["email", "account", "thirdAccount"] as const;

/** What the provider is, and whom it means. */
export function SsoDialog({ sso, onClose }: { sso: SingleSignOn; onClose: () => void }) {
  const say = useSay();
  const change = useChange();
  const tell = useTell();
  const [issuer, set_issuer] = useState(sso.issuer);
  const [client, set_client] = useState(sso.clientId);
  const [secret, set_secret] = useState("");
  const [auth, set_auth] = useState(sso.clientAuth);
  const [claim, set_claim] = useState(sso.claim || "email");
  const [match, set_match] = useState(sso.issuer ? sso.matchedBy : "email");
  const [factor, set_factor] = useState(sso.secondFactor);
  const [redirect, set_redirect] = useState(sso.redirectUri || return_address());
  const is_ready = [issuer, client, claim, redirect].every((text) => text.trim() !== "");
  async function save() {
    const body: SaveSingleSignOnRequest = {
      issuer: issuer.trim(),
      clientId: client.trim(),
      ...(secret && auth !== "none" ? { clientSecret: secret } : {}),
      clientAuth: auth,
      claim: claim.trim(),
      matchedBy: match,
      secondFactor: factor.trim(),
      redirectUri: redirect.trim(),
    };
    await change("PUT", settings_path, { body });
    tell(say("Saved. Make a trial sign-in next.", "已保存，请进行试登录。"));
    onClose();
  }
  return (
    <Dialog title={say("Single sign-on", "单点登录")} onClose={onClose} isWide>
      <DialogForm action={say("Save", "保存")} isReady={is_ready} onClose={onClose} onSubmit={save}>
        <TextField
          label={say("Issuer of the provider", "身份提供方 issuer")}
          name="issuer"
          autoFocus
          value={issuer}
          onChange={set_issuer}
          placeholder="https://login.example.com"
        />
        <TextField
          label={say("Redirect URI, to be registered there", "在身份提供方登记的重定向地址")}
          name="redirect"
          value={redirect}
          onChange={set_redirect}
        />
        <TextField
          label={say("Client id", "客户端 ID")}
          name="client"
          value={client}
          onChange={set_client}
        />
        <Select
          label={say("The client proves itself by", "客户端验证方式")}
          value={auth}
          onChange={(chosen) => set_auth(is_one_of(auths, chosen))}
          options={[
            {
              value: "basic",
              text: say(
                "Secret in a header (client_secret_basic)",
                "请求头中的密钥（client_secret_basic）",
              ),
            },
            {
              value: "post",
              text: say(
                "Secret in the body (client_secret_post)",
                "请求体中的密钥（client_secret_post）",
              ),
            },
            { value: "none", text: say("Nothing: a public client", "无：公共客户端") },
          ]}
        />
        {auth === "none" ? null : (
          <TextField
            label={say("Client secret", "客户端密钥")}
            name="secret"
            type="password"
            autoComplete="off"
            value={secret}
            onChange={set_secret}
            hint={
              sso.hasSecret && issuer.trim() === sso.issuer && client.trim() === sso.clientId
                ? say("Left empty, the saved one stays.", "留空则保留已保存的密钥。")
                : ""
            }
          />
        )}
        <TextField
          label={say("Claim that says who somebody is", "识别用户的声明")}
          name="claim"
          value={claim}
          onChange={set_claim}
          hint={say(
            "Such as email (counts only if verified), preferred_username, sub or oid.",
            "如 email（仅在已验证时有效）、preferred_username、sub 或 oid。",
          )}
        />
        <Select
          label={say("Compared with the user's", "与用户的以下信息比较")}
          value={match}
          onChange={(chosen) => set_match(is_one_of(matches, chosen))}
          options={[
            { value: "email", text: say("Email", "邮箱") },
            { value: "account", text: say("Account", "帐号") },
            { value: "thirdAccount", text: say("Third-party id", "第三方用户 ID") },
          ]}
        />
        <TextField
          label={say("Value of acr or amr for a second factor", "表示第二因素的 acr 或 amr 值")}
          name="factor"
          value={factor}
          onChange={set_factor}
          hint={say(
            "Such as mfa. Left empty, users with one-time passwords are asked for them here.",
            "如 mfa。留空时，已启用动态验证码的用户仍须在此输入。",
          )}
        />
      </DialogForm>
    </Dialog>
  );
}
