import type { User } from "../../generated/api";
import { role_names } from "../administrators/role_words";
import { useSay } from "../core/say";
import { Badge } from "../parts/badge";

/** Whether a user can sign in, and as what. */
export function UserBadge({ user }: { user: Pick<User, "status" | "role" | "roleOfDepartments"> }) {
  const say = useSay();
  return (
    <span className="badges">
      {user.status === 1 ? (
        <Badge tone="bad">{say("Disabled", "已停用")}</Badge>
      ) : (
        <Badge tone="good">{say("Enabled", "已启用")}</Badge>
      )}
      {user.role && user.role !== "none" ? (
        <Badge tone="info">
          {say(role_names[user.role])}
          {user.roleOfDepartments ? say(" of departments", "（部门）") : null}
        </Badge>
      ) : null}
    </span>
  );
}
