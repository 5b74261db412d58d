import { useSay } from "../core/say";
import { Badge } from "../parts/badge";

/** Whether a user can sign in, and as what. */
export function UserBadge({ user }: { user: { status: 0 | 1; adminType: 0 | 1 | 2 } }) {
  const say = useSay();
  const roles = [say("Default administrator", "默认管理员"), say("Administrator", "管理员"), null];
  const role = roles[user.adminType];
  return (
    <span className="badges">
      {user.status === 1 ? (
        <Badge tone="bad">{say("Disabled", "已停用")}</Badge>
      ) : (
        <Badge tone="good">{say("Enabled", "已启用")}</Badge>
      )}
      {role ? <Badge tone="info">{role}</Badge> : null}
    </span>
  );
}
