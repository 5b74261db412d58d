import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { UserDetail } from "../../generated/api";
import { go, place } from "../core/address";
import { useChange, useRemoval } from "../core/change";
import { call } from "../core/client";
import { department_path } from "../core/format";
import { isolated } from "../core/isolated";
import { useSay } from "../core/say";
import { useSession } from "../core/session";
import { member_path, members_path } from "../core/terminals";
import { Fact, Facts } from "../parts/badge";
import { Button } from "../parts/button";
import { Confirm } from "../parts/confirm";
import { Mail } from "../parts/mail";
import { Card, Page } from "../parts/page";
import { Loaded } from "../parts/state";
import { useTell } from "../parts/toast";
import { has_power_over, PasswordDialog } from "./password_dialog";
import { RoleFact } from "./role_fact";
import { UserBadge } from "./user_badge";
import { UserDialog } from "./user_dialog";

export function UserPage({ account }: { account: string }) {
  const say = useSay();
  const query = useQuery({
    queryKey: ["users", "one", account],
    queryFn: ({ signal }) => call<UserDetail>("GET", member_path(account), { signal }),
  });
  const user = query.data;
  return (
    <Page
      title={user?.name ?? account}
      back={{ to: place("users"), text: say("Users", "用户") }}
      lead={user ? <UserBadge user={user} /> : null}
      actions={user ? <Actions user={user} /> : null}
    >
      <Loaded query={query}>
        {(found) => (
          <Card>
            <Facts>
              <Fact name={say("Account", "帐号")}>
                <code>{found.userAccount}</code>
              </Fact>
              <Fact name={say("Third-party id", "第三方用户 ID")}>{found.thirdAccount ?? ""}</Fact>
              <Fact name={say("Department", "部门")}>{department_path(found.deptNamePath)}</Fact>
              <Fact name={say("Position", "职位")}>{found.title}</Fact>
              <RoleFact user={found} />
              <Fact name={say("Email", "邮箱")}>
                {found.email ? <Mail of={found.email} /> : null}
              </Fact>
              <Fact name={say("Mobile number", "手机号码")}>
                {found.phone ? <span dir="ltr">{found.phone}</span> : null}
              </Fact>
              <Fact name={say("Remarks", "备注")}>{found.desc}</Fact>
            </Facts>
          </Card>
        )}
      </Loaded>
    </Page>
  );
}

type Asked = "edit" | "password" | "disable" | "delete" | null;

function Actions({ user }: { user: UserDetail }) {
  const say = useSay();
  const session = useSession();
  const change = useChange();
  const remove = useRemoval();
  const tell = useTell();
  const [asked, ask] = useState<Asked>(null);
  const accounts = [user.userAccount];
  const is_protected = user.adminType === 0;
  return (
    <>
      <Button needs="manage" onPress={() => ask("edit")}>
        {say("Edit", "编辑")}
      </Button>
      {has_power_over(session, user) ? (
        <Button needs="manage" onPress={() => ask("password")}>
          {say("New password", "重置密码")}
        </Button>
      ) : null}
      {is_protected ? null : user.status === 0 ? (
        <Button needs="manage" onPress={() => ask("disable")}>
          {say("Disable", "停用")}
        </Button>
      ) : (
        <Button
          needs="manage"
          onPress={() =>
            void change("PUT", `${members_path}/status/0`, { body: accounts }).then(
              () => tell(say("Enabled.", "已启用。")),
              (error: Error) => tell(error.message),
            )
          }
        >
          {say("Enable", "启用")}
        </Button>
      )}
      {is_protected ? null : (
        <Button needs="manage" onPress={() => ask("delete")}>
          {say("Delete", "删除")}
        </Button>
      )}
      {asked === "edit" ? <UserDialog user={user} onClose={() => ask(null)} /> : null}
      {asked === "password" ? <PasswordDialog user={user} onClose={() => ask(null)} /> : null}
      {asked === "disable" ? (
        <Confirm
          title={say(`Disable ${isolated(user.name)}?`, `停用“${isolated(user.name)}”？`)}
          action={say("Disable", "停用")}
          onClose={() => ask(null)}
          onConfirm={() => change("PUT", `${members_path}/status/1`, { body: accounts })}
        >
          <p>
            {say(
              "The user is signed out at once and cannot sign in until enabled again.",
              "用户会立即退出登录，重新启用之前无法登录。",
            )}
          </p>
        </Confirm>
      ) : null}
      {asked === "delete" ? (
        <Confirm
          title={say(`Delete ${isolated(user.name)}?`, `删除“${isolated(user.name)}”？`)}
          action={say("Delete", "删除")}
          onClose={() => ask(null)}
          onConfirm={async () => {
            await remove("POST", `${members_path}/delete`, { body: accounts }, () => {
              tell(say(`${isolated(user.name)} is deleted.`, `已删除“${isolated(user.name)}”。`));
              go(place("users"));
            });
          }}
        >
          <p>
            {say(
              "The user is gone for good and signed out at once.",
              "用户将被永久删除，并立即退出登录。",
            )}
          </p>
        </Confirm>
      ) : null}
    </>
  );
}
