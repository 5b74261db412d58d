import { type ReactNode, useState } from "react";
import type { User } from "../../generated/api";
import { place } from "../core/address";
import { useChange } from "../core/change";
import { department_path } from "../core/format";
import { useSay } from "../core/say";
import { may, useSession } from "../core/session";
import { members_path } from "../core/terminals";
import { HistoryList } from "../history/history_list";
import { Button, PlaceLink } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { Icon } from "../parts/icon";
import { Moment } from "../parts/moment";
import { Card } from "../parts/page";
import { Loaded } from "../parts/state";
import { may_send_password, PasswordDialog } from "../users/password_dialog";
import { UserBadge } from "../users/user_badge";
import { type RefusedSignIns, useRefusedSignIns } from "./sign_ins";

/** Somebody who cannot sign in: why, and the button that cures it. */
export function FoundPerson({ user }: { user: User }) {
  const say = useSay();
  const session = useSession();
  const change = useChange();
  const [is_resetting, reset] = useState(false);
  const [error, set_error] = useState<unknown>(null);
  const sees_trail = may(session, "oversee");
  const query = useRefusedSignIns(user.userAccount, sees_trail);
  const is_disabled = user.status === 1;
  const enable = () =>
    change("PUT", `${members_path}/status/0`, { body: [user.userAccount] }).then(
      () => set_error(null),
      set_error,
    );
  return (
    <Card>
      <article className="diagnosis">
        <div className="diagnosis-head">
          <h2>
            <PlaceLink to={place("users", user.userAccount)}>{user.name}</PlaceLink>
          </h2>
          <UserBadge user={user} />
          <span className="faint">
            {user.userAccount} {department_path(user.deptNamePath)}
          </span>
        </div>
        {is_disabled ? (
          <Finding isBad>
            {say(
              "The account is disabled: nobody can sign in with it until it is enabled.",
              "帐号已停用，启用之前无法登录。",
            )}
          </Finding>
        ) : null}
        {sees_trail ? (
          <Loaded query={query}>{(found) => <SignIns found={found} />}</Loaded>
        ) : (
          <p className="faint">
            {say(
              "Your role does not see whether sign-ins were refused. After wrong passwords an " +
                "account is locked for an address, for minutes to hours. A new password ends that.",
              "您的角色无法查看登录是否被拒绝。密码多次错误后，帐号会对该来源地址锁定数分钟至数小时；重置密码可解除锁定。",
            )}
          </p>
        )}
        {error ? <ErrorNote error={error} /> : null}
        <div className="actions">
          {is_disabled ? (
            <Button needs="manage" kind="primary" onPress={() => void enable()}>
              {say("Enable the account", "启用帐号")}
            </Button>
          ) : null}
          {may_send_password(session, user) ? (
            <Button
              needs="manage"
              kind={is_disabled ? "quiet" : "primary"}
              onPress={() => reset(true)}
            >
              <Icon name="reset" />
              {say("New password", "重置密码")}
            </Button>
          ) : null}
        </div>
        {is_resetting ? <PasswordDialog user={user} onClose={() => reset(false)} /> : null}
      </article>
    </Card>
  );
}

function Finding({ isBad, children }: { isBad?: boolean; children: ReactNode }) {
  return (
    <p className={isBad ? "finding bad" : "finding"}>
      <Icon name={isBad ? "warning" : "good"} />
      <span>{children}</span>
    </p>
  );
}

function SignIns({ found }: { found: RefusedSignIns }) {
  const say = useSay();
  const title = say("Refused sign-ins of the last day", "最近一天被拒绝的登录");
  return (
    <>
      {found.locked_until ? (
        <Finding isBad>
          {say(
            "The account was locked after wrong passwords, for the address they came from, until ",
            "密码多次错误，帐号已对该来源地址锁定至 ",
          )}
          <Moment at={found.locked_until} />
          {say(
            ". A new password lifts the lock; whoever knows the right one can also wait.",
            "。重置密码可解除锁定；知道正确密码的用户也可等待锁定结束。",
          )}
        </Finding>
      ) : found.records.length > 0 ? (
        <Finding>
          {say(
            "No lock is known to last. Whoever has forgotten the password needs a new one.",
            "未发现仍在生效的锁定。忘记密码时请重置密码。",
          )}
        </Finding>
      ) : null}
      <section className="attempts" aria-label={title}>
        <h3 className="form-part">{title}</h3>
        {found.records.length > 0 ? (
          <HistoryList records={found.records} />
        ) : (
          <p className="faint">{say("None is known.", "没有记录。")}</p>
        )}
      </section>
    </>
  );
}
