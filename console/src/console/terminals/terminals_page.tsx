import { useState } from "react";
import type { TerminalRecord } from "../../generated/api";
import { place, useQueryState } from "../core/address";
import { usePaged } from "../core/paged";
import { useSay } from "../core/say";
import { useMay } from "../core/session";
import { listed_states, members_path, records_path, terminal_types } from "../core/terminals";
import { ChosenAsJob, ListJobs } from "../jobs/list_jobs";
import { BatchBar } from "../parts/batch_bar";
import { Button, ButtonLink } from "../parts/button";
import { DepartmentFilter } from "../parts/department_filter";
import { Icon } from "../parts/icon";
import { Page } from "../parts/page";
import { useShowAll } from "../parts/show_all";
import { Empty } from "../parts/state";
import { Table } from "../parts/table";
import { ColumnChooser, Filter, Search, Toolbar } from "../parts/toolbar";
import { CreateDialog } from "./create_dialog";
import { columns } from "./terminal_columns";

function useFilters() {
  const [query] = useQueryState();
  const type = Number(query.get("type"));
  const is_type = terminal_types.some((each) => each === type);
  return {
    searchKey: query.get("search"),
    userType: is_type ? [type] : terminal_types,
    status: query.get("status"),
    deptCode: query.get("department"),
    containsUnActive: true,
    state: query.get("state"),
    tag: query.get("tag"),
    assetNumber: query.get("asset"),
    online: query.get("online"),
    sortField: query.get("sort"),
    isAsc: query.get("sort") ? query.get("down") === null : null,
  };
}

export function TerminalsPage() {
  const say = useSay();
  const filters = useFilters();
  const found = usePaged<TerminalRecord>("terminals", records_path, filters);
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
          name="state"
          label={say("State", "状态")}
          all={say("All states", "全部状态")}
          options={Object.entries(listed_states).map(([value, name]) => ({
            value,
            text: say(name),
          }))}
        />
        <Filter
          name="status"
          label={say("Enabled or disabled", "启用或停用")}
          all={say("Enabled or disabled", "启用或停用")}
          options={[
            { value: "0", text: say("Enabled", "已启用") },
            { value: "1", text: say("Disabled", "已停用") },
          ]}
        />
        <Filter
          name="online"
          label={say("Online", "在线情况")}
          all={say("Online or not", "在线情况")}
          options={[
            { value: "true", text: say("Online", "在线") },
            { value: "false", text: say("Bound, not online", "已绑定但不在线") },
          ]}
        />
        <Search name="tag" isShort label={say("Tag", "标签")} placeholder={say("Tag", "标签")} />
        <Search
          name="asset"
          isShort
          label={say("Asset number", "资产编号")}
          placeholder={say("Asset number", "资产编号")}
        />
        <ColumnChooser columns={columns} />
        <ListJobs
          list="terminals"
          filters={filters}
          count={found.data?.count ?? 0}
          isSettled={!found.isPlaceholderData}
        />
      </Toolbar>
      <BatchBar
        chosen={chosen}
        onDone={() => choose(new Set())}
        path={members_path}
        more={<ChosenAsJob list="terminals" chosen={[...chosen]} />}
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
  const narrowing = ["search", "type", "state", "status", "department", "online", "tag", "asset"];
  const show_all = useShowAll(narrowing);
  if (!show_all) {
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
      {show_all}
    </Empty>
  );
}
