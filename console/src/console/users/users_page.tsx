import { useState } from "react";
import type { User } from "../../generated/api";
import { words } from "../../shared/language";
import { place, useQueryState } from "../core/address";
import { department_in_list } from "../core/format";
import { usePaged } from "../core/paged";
import { useSay } from "../core/say";
import { useMay } from "../core/session";
import { members_path } from "../core/terminals";
import { ChosenAsJob, ListJobs } from "../jobs/list_jobs";
import { BatchBar } from "../parts/batch_bar";
import { Button, PlaceLink } from "../parts/button";
import { DepartmentFilter } from "../parts/department_filter";
import { Icon } from "../parts/icon";
import { Mail } from "../parts/mail";
import { Name } from "../parts/name";
import { Page } from "../parts/page";
import { useShowAll } from "../parts/show_all";
import { Empty } from "../parts/state";
import { type Column, Table } from "../parts/table";
import { ColumnChooser, Filter, Search, Toolbar } from "../parts/toolbar";
import { InviteDialog } from "./invite_dialog";
import { UserBadge } from "./user_badge";
import { UserDialog } from "./user_dialog";

const columns: readonly Column<User>[] = [
  {
    id: "name",
    name: words("Name", "姓名"),
    is_fixed: true,
    cell: (user) => (
      <Name>
        <PlaceLink to={place("users", user.userAccount)} className="link strong">
          {user.name}
        </PlaceLink>
      </Name>
    ),
  },
  {
    id: "state",
    name: words("State", "状态"),
    sort: "status",
    cell: (user) => <UserBadge user={user} />,
  },
  {
    id: "account",
    name: words("Account", "帐号"),
    sort: "ldapAccount",
    cell: (user) => <code>{user.userAccount}</code>,
  },
  {
    id: "department",
    name: words("Department", "部门"),
    sort: "deptCode",
    is_long: true,
    cell: (user) => <Name>{department_in_list(user.deptNamePath)}</Name>,
  },
  {
    id: "email",
    is_long: true,
    name: words("Email", "邮箱"),
    cell: (user) => <Mail of={user.email} />,
  },
  {
    id: "phone",
    name: words("Mobile number", "手机号码"),
    cell: (user) => (user.phone ? <span dir="ltr">{user.phone}</span> : null),
  },
  {
    id: "title",
    is_long: true,
    name: words("Position", "职位"),
    is_extra: true,
    cell: (user) => user.title,
  },
  {
    id: "third",
    name: words("Third-party id", "第三方用户 ID"),
    is_extra: true,
    cell: (user) => <code>{user.thirdAccount ?? "–"}</code>,
  },
  {
    id: "order",
    name: words("Order", "排序"),
    sort: "sortLevel",
    is_extra: true,
    is_number: true,
    cell: (user) => user.sortLevel,
  },
];

const narrowing = ["search", "status", "department", "role"];

export function UsersPage() {
  const say = useSay();
  const [query] = useQueryState();
  const filters = {
    searchKey: query.get("search"),
    status: query.get("status"),
    deptCode: query.get("department"),
    adminType: query.get("role"),
    sortField: query.get("sort"),
    isAsc: query.get("sort") ? query.get("down") === null : null,
  };
  const found = usePaged<User>("users", members_path, filters);
  const may = useMay();
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [asked, ask] = useState<"add" | "invite" | null>(null);
  const show_all = useShowAll(narrowing);
  const buttons = (
    <>
      <Button needs="manage" kind="primary" onPress={() => ask("add")}>
        <Icon name="plus" />
        {say("Add user", "新增用户")}
      </Button>
      <Button needs="manage" onPress={() => ask("invite")}>
        {say("Invite", "邀请")}
      </Button>
    </>
  );
  return (
    <Page title={say("Users", "用户")} actions={buttons}>
      <Toolbar>
        <Search
          label={say("Search users", "搜索用户")}
          placeholder={say("Name, account, email or phone", "姓名、帐号、邮箱或手机")}
        />
        <DepartmentFilter />
        <Filter
          name="role"
          label={say("Role", "角色")}
          all={say("All roles", "全部角色")}
          options={[
            { value: "1", text: say("Administrators", "普通管理员") },
            { value: "2", text: say("Others", "非管理员") },
          ]}
        />
        <Filter
          name="status"
          label={say("Enabled or disabled", "启用或停用")}
          all={say("Any status", "全部状态")}
          options={[
            { value: "0", text: say("Enabled", "已启用") },
            { value: "1", text: say("Disabled", "已停用") },
          ]}
        />
        <ColumnChooser columns={columns} />
        <ListJobs
          list="users"
          filters={filters}
          count={found.data?.count ?? 0}
          isSettled={!found.isPlaceholderData}
        />
      </Toolbar>
      <BatchBar
        chosen={chosen}
        onDone={() => choose(new Set())}
        path={members_path}
        more={<ChosenAsJob list="users" chosen={[...chosen]} />}
        disabling={say(
          "They are signed out at once and cannot sign in until they are enabled again.",
          "用户会立即退出登录，重新启用之前无法登录。",
        )}
        deleting={say(
          "They are gone for good and signed out at once.",
          "用户将被永久删除，并立即退出登录。",
        )}
      />
      <Table
        label={say("Users", "用户")}
        query={found}
        columns={columns}
        id_of={({ userAccount }) => userAccount}
        name_of={({ name }) => name}
        {...(may("manage") ? { selection: { chosen, change: choose } } : {})}
        can_choose={({ adminType }) => adminType !== 0}
        empty={
          <Empty icon="user" title={say("No user matches.", "没有符合条件的用户。")}>
            {show_all}
          </Empty>
        }
      />
      {asked === "add" ? <UserDialog user={null} onClose={() => ask(null)} /> : null}
      {asked === "invite" ? <InviteDialog onClose={() => ask(null)} /> : null}
    </Page>
  );
}
