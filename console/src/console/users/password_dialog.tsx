import type { User } from "../../generated/api";
import { useChangeOnce } from "../core/change";
import { isolated } from "../core/isolated";
import { useSay } from "../core/say";
import { is_default_administrator, may, type Session } from "../core/session";
import { Confirm } from "../parts/confirm";
import { useTell } from "../parts/toast";

type Named = Pick<User, "userAccount" | "name">;

/**
 * Besides the permission to manage, as the server has it: who makes a password for somebody with a
 * role could act as them.
 */
export function has_power_over(session: Session, user: Pick<User, "adminType" | "role">): boolean {
  if (is_default_administrator(session)) return true;
  if (user.adminType !== 2) return false;
  return user.role === undefined || may(session, "govern");
}

/** A new password for somebody, which lifts locks as well. */
export function PasswordDialog({ user, onClose }: { user: Named; onClose: () => void }) {
  const say = useSay();
  const change_once = useChangeOnce();
  const tell = useTell();
  return (
    <Confirm
      title={say(
        `A new password for ${isolated(user.name)}?`,
        `重置“${isolated(user.name)}”的密码？`,
      )}
      action={say("Send a new password", "发送新密码")}
      onClose={onClose}
      onConfirm={async () => {
        await change_once("PUT", "/v1/usg/acs/password/admin/reset", {
          account: user.userAccount,
        });
        tell(say("The new password is on its way.", "新密码正在发送。"));
      }}
    >
      <p>
        {say(
          "The server makes one and sends it to the user's email and phone. All " +
            "sessions of the user end, and a lock is lifted.",
          "服务端生成新密码并发送到用户的邮箱与手机；用户的全部会话随之结束，锁定解除。",
        )}
      </p>
    </Confirm>
  );
}
