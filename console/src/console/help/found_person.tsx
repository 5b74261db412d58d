import { type ReactNode, useRef, useState } from "react";
import type { User } from "../../generated/api";
import { place } from "../core/address";
import { useAttempt } from "../core/attempt";
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
import { useTell } from "../parts/toast";
import { has_power_over, PasswordDialog } from "../users/password_dialog";
import { UserBadge } from "../users/user_badge";
import { type RefusedSignIns, useRefusedSignIns } from "./sign_ins";

/** Somebody who cannot sign in: why, and the button that cures it. */
export function FoundPerson({ user }: { user: User }) {
  const say = useSay();
  const session = useSession();
  const change = useChange();
  const [is_resetting, reset] = useState(false);
  const { is_busy, error, attempt } = useAttempt();
  const tell = useTell();
  const head = useRef<HTMLHeadingElement>(null);
  const sees_trail = may(session, "oversee");
  const query = useRefusedSignIns(user.userAccount, sees_trail);
  const is_disabled = user.status === 1;
  const has_power = has_power_over(session, user);
  const enable = () =>
    attempt(async () => {
      await change("PUT", `${members_path}/status/0`, { body: [user.userAccount] });
      tell(say("Enabled.", "已启用。"));
      // The button is about to go.
      head.current?.focus();
    });
  return (
    <Card>
      <article className="diagnosis">
        <div className="diagnosis-head">
          <h2 tabIndex={-1} ref={head}>
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
          {is_disabled && has_power ? (
            <Button needs="manage" kind="primary" isPending={is_busy} onPress={() => void enable()}>
              {say("Enable the account", "启用帐号")}
            </Button>
          ) : null}
          {has_power ? (
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
            "因密码多次错误，帐号已对发起登录的地址锁定至 ",
          )}
          <Moment at={found.locked_until} />
          {say(
            ". A new password lifts the lock; whoever knows the right one can also wait.",
            "。重置密码可解除锁定；知道正确密码的用户也可等待锁定结束。",
          )}
        </Finding>
      ) : found.is_locked ? (
        <Finding isBad>
          {say(
            "The last sign-in was refused because of a lock. A new password lifts it.",
            "最近一次登录因锁定被拒绝。重置密码可解除锁定。",
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
