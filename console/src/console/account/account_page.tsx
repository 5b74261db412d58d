import type { FormEvent } from "react";
import { role_names } from "../administrators/role_words";
import { useAttempt } from "../core/attempt";
import { useChange } from "../core/change";
import { useSay } from "../core/say";
import { useSession } from "../core/session";
import { Fact, Facts } from "../parts/badge";
import { Button } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { Distance, Moment } from "../parts/moment";
import { Card, Page } from "../parts/page";
import { useTell } from "../parts/toast";
import { PasswordFields, usePasswordChange } from "../sign_in/password_fields";
import { UserBadge } from "../users/user_badge";
import { SecondFactor } from "./second_factor";
import { Sessions } from "./sessions";

/** Everybody's own: who they are signed in as, where, and by what. */
export function AccountPage() {
  const say = useSay();
  const session = useSession();
  const own_departments = session.departments.map(({ deptName }) => deptName);
  return (
    <Page
      title={session.name || session.account}
      lead={
        <UserBadge
          user={{ status: 0, role: session.role, roleOfDepartments: own_departments.length > 0 }}
        />
      }
    >
      <div className="split">
        <Card title={say("This sign-in", "本次登录")}>
          <Facts>
            <Fact name={say("Account", "帐号")}>
              <code>{session.account}</code>
            </Fact>
            <Fact name={say("Enterprise", "企业")}>{session.corpName}</Fact>
            <Fact name={say("Role", "角色")}>
              {[say(role_names[session.role]), ...own_departments].join(say(", ", "，"))}
            </Fact>
            <Fact name={say("Contact", "联系方式")}>
              {[session.email, session.phone].filter(Boolean).join(", ")}
            </Fact>
            <Fact name={say("Signed in", "登录时间")}>
              <Moment at={session.createdAt} />
            </Fact>
            <Fact name={say("Ends at the latest", "最迟结束")}>
              <Distance at={session.endsAt} />
            </Fact>
          </Facts>
        </Card>
        <Card title={say("Password", "密码")}>
          <PasswordForm />
        </Card>
      </div>
      <Card title={say("Second factor", "二次验证")}>
        <SecondFactor />
      </Card>
      <Card title={say("Sessions", "会话")}>
        <Sessions />
      </Card>
    </Page>
  );
}

function PasswordForm() {
  const say = useSay();
  const tell = useTell();
  const refresh = useChange();
  const change = usePasswordChange();
  const { is_busy, error, attempt } = useAttempt();
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!change.is_ready) return;
    await attempt(async () => {
      await change.submit(refresh);
      change.clear();
      tell(
        say("The password is changed. Other sessions have ended.", "密码已修改，其他会话已结束。"),
      );
    });
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <PasswordFields fields={change.fields} />
      {error ? <ErrorNote error={error} /> : null}
      <div className="actions">
        <Button type="submit" kind="primary" isPending={is_busy} isDisabled={!change.is_ready}>
          {say("Change password", "修改密码")}
        </Button>
      </div>
    </form>
  );
}
