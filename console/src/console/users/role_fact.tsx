import { useQuery } from "@tanstack/react-query";
import type { RoleHolder, UserDetail } from "../../generated/api";
import { role_names, roles_path } from "../administrators/role_words";
import { place } from "../core/address";
import { call } from "../core/client";
import type { PageOf } from "../core/paged";
import { useSay } from "../core/say";
import { useMay } from "../core/session";
import { Fact } from "../parts/badge";
import { PlaceLink } from "../parts/button";

/** The role of a user who has one; of what, for those who may know all departments. */
export function RoleFact({ user }: { user: UserDetail }) {
  const say = useSay();
  const may_see_all = useMay()("oversee");
  const holder = useQuery({
    queryKey: ["roles", "of", user.userAccount],
    queryFn: async ({ signal }) => {
      const query = { searchKey: user.userAccount, limit: 100 };
      const page = await call<PageOf<RoleHolder>>("GET", roles_path, { query, signal });
      return page.data.find(({ account }) => account === user.userAccount) ?? null;
    },
    enabled: may_see_all && user.role !== undefined,
  });
  if (!user.role) return null;
  const named = (holder.data?.departments ?? [])
    .map(({ deptName }) => deptName)
    .join(say(", ", "、"));
  const of = user.roleOfDepartments
    ? named || say("departments", "部门")
    : say("the whole enterprise", "整个企业");
  const link = `${place("administrators")}?search=${encodeURIComponent(user.userAccount)}`;
  const text = say(`${role_names[user.role].en} of ${of}`, `${role_names[user.role].zh}（${of}）`);
  return (
    <Fact name={say("Role", "角色")}>
      {may_see_all ? <PlaceLink to={link}>{text}</PlaceLink> : text}
    </Fact>
  );
}
