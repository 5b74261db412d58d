import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Corp } from "../../generated/api";
import { place } from "../core/address";
import { call } from "../core/client";
import { useSay } from "../core/say";
import { is_default_administrator, useSession } from "../core/session";
import { Fact, Facts } from "../parts/badge";
import { Button, PlaceLink } from "../parts/button";
import { Name } from "../parts/name";
import { Card, Page } from "../parts/page";
import { Loaded } from "../parts/state";
import { SsoCard } from "../sso/sso_card";
import { format_text, validity_text } from "./code_policy";
import { CorpDialog } from "./corp_dialog";
import { language_text, zone_text } from "./message_policy";
import { Resources } from "./resources";

export const corp_path = "/v1/usg/dcs/corp";

export function EnterprisePage() {
  const say = useSay();
  const query = useQuery({
    queryKey: ["corp"],
    queryFn: ({ signal }) => call<Corp>("GET", corp_path, { signal }),
  });
  const [is_editing, edit] = useState(false);
  const session = useSession();
  const yes_or_no = (is_so: boolean) => (is_so ? say("On", "开启") : say("Off", "关闭"));
  return (
    <Page
      title={say("Enterprise", "企业")}
      actions={
        query.data ? (
          <Button needs="govern" onPress={() => edit(true)}>
            {say("Edit", "编辑")}
          </Button>
        ) : null
      }
    >
      <Loaded query={query}>
        {(corp) => (
          <Card title={corp.name}>
            <Facts>
              <Fact name={say("Enterprise id", "企业 ID")}>
                <code>{corp.id}</code>
              </Fact>
              <Fact name={say("Name", "名称")}>
                <Name>{corp.name}</Name>{" "}
                <PlaceLink to={place("departments", "1")}>
                  {say("(that of the root department)", "（即根部门名称）")}
                </PlaceLink>
              </Fact>
              <Fact name={say("Address", "地址")}>{corp.address}</Fact>
              <Fact name={say("Default administrator", "默认管理员")}>
                <Name>{corp.adminName}</Name> <code>{corp.account}</code>
              </Fact>
              <Fact name={say("Contact", "联系方式")}>
                {[corp.email, corp.phone].filter(Boolean).join(", ")}
              </Fact>
              <Fact name={say("Text messages", "短信")}>
                {yes_or_no(corp.enableSMS)}{" "}
                <span className="hint">
                  {say("(set by the operator of the server)", "（由服务器运维人员设定）")}
                </span>
              </Fact>
              <Fact name={say("Language of messages", "通知的语言")}>
                {language_text(corp.language)}
              </Fact>
              <Fact name={say("Time zone", "时区")}>
                {zone_text(say, corp.timeZone, corp.language)}
              </Fact>
              <Fact name={say("New codes are valid for", "新激活码的有效期")}>
                {validity_text(corp.codeValiditySeconds)}
              </Fact>
              <Fact name={say("New codes have", "新激活码的格式")}>
                {format_text(say, corp.codeFormat)}
              </Fact>
              <Fact name={say("Users made at sign-in", "登录时自动开户")}>
                {yes_or_no(corp.autoUserCreate)}
              </Fact>
              <Fact name={say("Second factor for the console", "控制台二次验证")}>
                {corp.totpRequired ? say("Required", "必须") : say("Optional", "自愿")}
              </Fact>
            </Facts>
            {is_editing ? <CorpDialog corp={corp} onClose={() => edit(false)} /> : null}
          </Card>
        )}
      </Loaded>
      {is_default_administrator(session) ? <SsoCard /> : null}
      <Card title={say("Resources", "资源")}>
        <p className="hint">
          {say("The limits are set by the operator of the server.", "上限由服务器运维人员设定。")}
        </p>
        <Resources />
      </Card>
    </Page>
  );
}
