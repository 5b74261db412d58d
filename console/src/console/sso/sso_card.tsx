import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SingleSignOn } from "../../generated/api";
import { useAttempt } from "../core/attempt";
import { useChange } from "../core/change";
import { call } from "../core/client";
import { moment_text } from "../core/format";
import { useSay } from "../core/say";
import { useSession } from "../core/session";
import { Badge, Fact, Facts } from "../parts/badge";
import { Button } from "../parts/button";
import { Confirm } from "../parts/confirm";
import { CopyButton } from "../parts/copy";
import { ErrorNote } from "../parts/error_note";
import { Select } from "../parts/field";
import { Card } from "../parts/page";
import { Loaded } from "../parts/state";
import {
  demand_path,
  demands,
  leave_for_provider,
  settings_path,
  sign_in_address,
  trial_path,
} from "./sso";
import { SsoDialog } from "./sso_dialog";

/** The provider of the enterprise, for the default administrator. */
export function SsoCard() {
  const say = useSay();
  const query = useQuery({
    queryKey: ["sso"],
    queryFn: ({ signal }) => call<SingleSignOn>("GET", settings_path, { signal }),
  });
  return (
    <Card title={say("Single sign-on", "单点登录")}>
      <Loaded query={query}>{(sso) => <Settings sso={sso} />}</Loaded>
    </Card>
  );
}

function Settings({ sso }: { sso: SingleSignOn }) {
  const say = useSay();
  const [open, set_open] = useState<"edit" | "remove" | null>(null);
  const change = useChange();
  const { is_busy, error, attempt } = useAttempt();
  const close = () => set_open(null);
  return (
    <div className="stack">
      {sso.issuer ? (
        <Provider sso={sso} />
      ) : (
        <p>
          {say(
            "Users can sign in to this console at the OpenID Connect provider of your enterprise.",
            "用户可通过企业的 OpenID Connect 身份提供方登录本控制台。",
          )}
        </p>
      )}
      {error ? <ErrorNote error={error} /> : null}
      <div className="actions">
        <Button onPress={() => set_open("edit")}>
          {sso.issuer ? say("Change", "修改") : say("Set up", "设置")}
        </Button>
        {sso.issuer ? (
          <>
            <Button
              isPending={is_busy}
              onPress={() => void attempt(() => leave_for_provider(trial_path))}
            >
              {say("Trial sign-in", "试登录")}
            </Button>
            <Button onPress={() => set_open("remove")}>{say("Remove", "删除")}</Button>
          </>
        ) : null}
      </div>
      {open === "edit" ? <SsoDialog sso={sso} onClose={close} /> : null}
      {open === "remove" ? (
        <Confirm
          title={say("Remove single sign-on", "删除单点登录")}
          action={say("Remove", "删除")}
          onClose={close}
          onConfirm={() => change("DELETE", settings_path)}
        >
          <p>
            {say(
              "Users sign in by password again. The settings are forgotten.",
              "用户恢复使用密码登录，设置将被删除。",
            )}
          </p>
        </Confirm>
      ) : null}
    </div>
  );
}

function Provider({ sso }: { sso: SingleSignOn }) {
  const say = useSay();
  const session = useSession();
  const link = sign_in_address(session.corpId);
  return (
    <>
      <Demand sso={sso} />
      <Facts>
        <Fact name={say("Provider", "身份提供方")}>
          <code>{sso.issuer}</code>
        </Fact>
        <Fact name={say("Client id", "客户端 ID")}>
          <code>{sso.clientId}</code>
        </Fact>
        <Fact name={say("Redirect URI", "重定向地址")}>
          <code>{sso.redirectUri}</code>
        </Fact>
        <Fact name={say("Trial sign-in", "试登录")}>
          {sso.triedAt ? (
            <Badge tone="good">{moment_text(sso.triedAt)}</Badge>
          ) : (
            <Badge tone="warn">{say("Not yet", "尚未成功")}</Badge>
          )}
        </Fact>
        <Fact name={say("Way in when it is down", "身份提供方不可用时的入口")}>
          {sso.wayInReady ? (
            <>
              <Badge tone="good">{say("Ready", "可用")}</Badge>{" "}
              {say("Your password and second factor", "您的密码与二次验证")}
            </>
          ) : (
            <>
              <Badge tone="warn">{say("Missing", "缺少")}</Badge>{" "}
              {say("Set up your second factor in My account", "请在“我的帐号”启用二次验证")}
            </>
          )}
        </Fact>
        <Fact name={say("Address to sign in", "登录地址")}>
          <code>{link}</code> <CopyButton text={link} label={say("Copy", "复制")} />
        </Fact>
      </Facts>
    </>
  );
}

function Demand({ sso }: { sso: SingleSignOn }) {
  const say = useSay();
  const change = useChange();
  const { error, attempt } = useAttempt();
  return (
    <>
      <Select
        label={say("Signing in to this console", "登录本控制台")}
        value={sso.demand}
        onChange={(demand) => void attempt(() => change("PUT", demand_path, { body: { demand } }))}
        options={(["off", "on", "required"] as const).map((value) => ({
          value,
          text: say(demands[value]),
        }))}
        hint={say(
          "You, the default administrator, keep the password in every case.",
          "您作为企业默认管理员始终可以使用密码登录。",
        )}
      />
      {error ? <ErrorNote error={error} /> : null}
    </>
  );
}
