import { useState } from "react";
import type { User } from "../../generated/api";
import { words } from "../../shared/language";
import { type_of } from "../../shared/terminal";
import { place, useQueryState } from "../core/address";
import { department_path } from "../core/format";
import { usePaged } from "../core/paged";
import { useSay } from "../core/say";
import { useMay } from "../core/session";
import { members_path, terminal_types } from "../core/terminals";
import { BatchBar } from "../parts/batch_bar";
import { Button, ButtonLink, PlaceLink } from "../parts/button";
import { DepartmentFilter } from "../parts/department_filter";
import { Icon } from "../parts/icon";
import { Moment } from "../parts/moment";
import { Page } from "../parts/page";
import { Empty } from "../parts/state";
import { type Column, Table } from "../parts/table";
import { TerminalBadge } from "../parts/terminal_badge";
import { ColumnChooser, Filter, Search, Toolbar } from "../parts/toolbar";
import { AllAsJob, ChosenAsJob } from "./as_job";
import { CreateDialog } from "./create_dialog";
import { TypeName } from "./type_name";

const columns: readonly Column<User>[] = [
  {
    id: "name",
    name: words("Name", "名称"),
    is_fixed: true,
    cell: (user) => (
      <PlaceLink to={place("terminals", user.userAccount)} className="link strong">
        {user.name}
      </PlaceLink>
    ),
  },
  {
    id: "state",
    name: words("State", "状态"),
    cell: (user) => <TerminalBadge terminal={user} />,
  },
  {
    id: "type",
    name: words("Kind", "类型"),
    sort: "userType",
    cell: (user) => <TypeName type={type_of(user)} />,
  },
  {
    id: "department",
    name: words("Department", "部门"),
    sort: "deptCode",
    is_long: true,
    cell: (user) => department_path(user.deptNamePath),
  },
  {
    id: "account",
    name: words("Account", "帐号"),
    sort: "ldapAccount",
    cell: (user) => <code>{user.userAccount}</code>,
  },
  {
    id: "since",
    name: words("Bound since", "绑定时间"),
    is_extra: true,
    cell: (user) => <Moment at={user.activeTime} />,
  },
  {
    id: "expires",
    name: words("Code valid until", "激活码有效期至"),
    is_extra: true,
    cell: (user) => <Moment at={user.activeCodeExpireTime} />,
  },
  {
    id: "contact",
    is_long: true,
    name: words("Contact", "联系方式"),
    is_extra: true,
    cell: (user) => [user.email, user.phone].filter(Boolean).join(", "),
  },
  {
    id: "remarks",
    is_long: true,
    name: words("Remarks", "备注"),
    is_extra: true,
    cell: (user) => user.desc,
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

function useFilters() {
  const [query] = useQueryState();
  const type = Number(query.get("type"));
  const is_type = terminal_types.some((each) => each === type);
  return {
    searchKey: query.get("search"),
    userType: is_type ? [type] : terminal_types,
    status: query.get("status"),
    deptCode: query.get("department"),
    containsUnActive: query.get("bound") === null,
    sortField: query.get("sort"),
    isAsc: query.get("sort") ? query.get("down") === null : null,
  };
}

export function TerminalsPage() {
  const say = useSay();
  const filters = useFilters();
  const found = usePaged<User>("terminals", members_path, filters);
  const may = useMay();
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [is_creating, create] = useState(false);
  const pair_button = may("reset") ? (
    <ButtonLink to={place("pair")}>{say("Pair a screen", "屏幕配对")}</ButtonLink>
  ) : null;
  const new_button = (
    <Button needs="create" kind="primary" onPress={() => create(true)}>
      <Icon name="plus" />
      {say("New terminal", "新增终端")}
    </Button>
  );
  return (
    <Page
      title={say("Terminals", "终端")}
      actions={
        <>
          {pair_button}
          {new_button}
        </>
      }
    >
      <Toolbar>
        <Search
          label={say("Search terminals", "搜索终端")}
          placeholder={say("Name, account or contact", "名称、帐号或联系方式")}
        />
        <Filter
          name="type"
          label={say("Kind", "类型")}
          all={say("All kinds", "全部类型")}
          options={[
            { value: "13", text: "IdeaHub" },
            { value: "12", text: say("Smart TV", "智慧屏") },
            { value: "14", text: "SmartRooms" },
          ]}
        />
        <DepartmentFilter />
        <Filter
          name="status"
          label={say("Enabled or disabled", "启用或停用")}
          all={say("Any status", "全部状态")}
          options={[
            { value: "0", text: say("Enabled", "已启用") },
            { value: "1", text: say("Disabled", "已停用") },
          ]}
        />
        <Filter
          name="bound"
          label={say("Activation", "激活情况")}
          all={say("Activation", "激活情况")}
          options={[{ value: "1", text: say("Activated before", "曾经激活") }]}
        />
        <ColumnChooser columns={columns} />
        <AllAsJob
          filters={filters}
          count={found.isPlaceholderData ? 0 : (found.data?.count ?? 0)}
        />
      </Toolbar>
      <BatchBar
        chosen={chosen}
        onDone={() => choose(new Set())}
        path={members_path}
        more={<ChosenAsJob accounts={[...chosen]} />}
        disabling={say(
          "Bound devices are thrown out at once. Codes do not work until the terminals " +
            "are enabled again.",
          "已绑定的设备会立即被解绑；重新启用之前，激活码不可用。",
        )}
        deleting={say(
          "Accounts and codes are gone for good, and bound devices are thrown out at once.",
          "帐号与激活码将被永久删除，已绑定的设备会立即被解绑。",
        )}
      />
      <Table
        label={say("Terminals", "终端")}
        query={found}
        columns={columns}
        id_of={({ userAccount }) => userAccount}
        name_of={({ name }) => name}
        {...(may("reset") ? { selection: { chosen, change: choose } } : {})}
        empty={<NoTerminals action={new_button} />}
      />
      {is_creating ? <CreateDialog onClose={() => create(false)} /> : null}
    </Page>
  );
}

function NoTerminals({ action }: { action: React.ReactNode }) {
  const say = useSay();
  const [query, change] = useQueryState();
  const narrowing = ["search", "type", "status", "department", "bound"];
  if (!narrowing.some((name) => query.get(name))) {
    return (
      <Empty icon="terminal" title={say("There are no terminals yet.", "还没有终端。")}>
        <p>
          {say(
            "A new terminal gets a code. Enter it on the device in the room.",
            "新增终端后会生成激活码，在会议室的设备上输入即可。",
          )}
        </p>
        {action}
      </Empty>
    );
  }
  return (
    <Empty icon="search" title={say("No terminal matches.", "没有符合条件的终端。")}>
      <Button
        onPress={() =>
          change(Object.fromEntries([...narrowing, "page"].map((name) => [name, null])))
        }
      >
        {say("Show all", "显示全部")}
      </Button>
    </Empty>
  );
}
