import { useState } from "react";
import type { Code } from "../../generated/api";
import { words } from "../../shared/language";
import { useQueryState } from "../core/address";
import { useBatchChange } from "../core/change";
import { number_text } from "../core/format";
import { usePaged } from "../core/paged";
import { useSay } from "../core/say";
import { useMay } from "../core/session";
import { account_of_code, codes_path, device_types, useRecordShownCode } from "../core/terminals";
import { Badge } from "../parts/badge";
import { Button } from "../parts/button";
import { MaskedCode } from "../parts/code_card";
import { Confirm } from "../parts/confirm";
import { Distance, Moment } from "../parts/moment";
import { Page } from "../parts/page";
import { useShowAll } from "../parts/show_all";
import { Empty } from "../parts/state";
import { type Column, Table } from "../parts/table";
import { useTell } from "../parts/toast";
import { ColumnChooser, Filter, Search, Toolbar } from "../parts/toolbar";
import { OpenTerminal } from "./open_terminal";

const soon_ms = 48 * 3_600_000;

function Kind({ code }: { code: Code }) {
  return useSay()(device_types[code.devType]);
}

function Shown({ code }: { code: Code }) {
  const say = useSay();
  const tell = useTell();
  const record = useRecordShownCode();
  const [is_shown, show] = useState(false);
  // Not for readers who may not reset it.
  if (code.activeCode === null) return <span className="faint">••••</span>;
  return (
    <MaskedCode
      code={code.activeCode}
      isShown={is_shown}
      onShow={async () => {
        const account = await account_of_code(code);
        if (!account) return tell(say("The terminal was not found.", "未找到该终端。"));
        await record(account);
        show(true);
      }}
    />
  );
}

function Life({ code }: { code: Code }) {
  const say = useSay();
  const left = code.expireDate - Date.now();
  if (left <= 0) return <Badge tone="warn">{say("Expired", "已过期")}</Badge>;
  return (
    <Badge tone={left < soon_ms ? "warn" : "info"}>
      <Distance at={code.expireDate} />
    </Badge>
  );
}

const columns: readonly Column<Code>[] = [
  {
    id: "name",
    name: words("Terminal", "终端"),
    is_fixed: true,
    cell: (code) => <OpenTerminal code={code} />,
  },
  { id: "code", name: words("Code", "激活码"), cell: (code) => <Shown code={code} /> },
  { id: "life", name: words("Expires", "过期"), cell: (code) => <Life code={code} /> },
  {
    id: "until",
    name: words("Valid until", "有效期至"),
    is_extra: true,
    cell: (code) => <Moment at={code.expireDate} />,
  },
  { id: "type", name: words("Kind", "类型"), cell: (code) => <Kind code={code} /> },
  { id: "department", name: words("Department", "部门"), cell: (code) => code.deptName },
];

/** Codes that wait for a device, and those that no longer work. */
export function CodesPage() {
  const say = useSay();
  const [query] = useQueryState();
  const change = useBatchChange();
  const tell = useTell();
  const found = usePaged<Code>("codes", codes_path, {
    searchKey: query.get("search"),
    devType: query.get("type"),
  });
  const may = useMay();
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [is_deleting, ask] = useState(false);
  const count = number_text(chosen.size);
  const show_all = useShowAll(["search", "type"]);
  return (
    <Page
      title={say("Unused codes", "未用激活码")}
      lead={say(
        "Codes that no device has used yet, also those that have expired.",
        "尚未被设备使用的激活码，包括已过期的。",
      )}
    >
      <Toolbar>
        <Search
          label={say("Search codes", "搜索激活码")}
          placeholder={say("Terminal, or a part of the code", "终端名称或激活码的一部分")}
        />
        <Filter
          name="type"
          label={say("Kind", "类型")}
          all={say("All kinds", "全部类型")}
          options={Object.entries(device_types).map(([value, name]) => ({
            value,
            text: say(name),
          }))}
        />
        <ColumnChooser columns={columns} />
      </Toolbar>
      {chosen.size > 0 ? (
        <section className="batch" aria-label={say("Chosen rows", "已选行")}>
          <strong role="status">{say(`${count} chosen`, `已选 ${count} 个`)}</strong>
          <Button needs="manage" onPress={() => ask(true)}>
            {say("Delete ...", "删除……")}
          </Button>
          <Button kind="plain" onPress={() => choose(new Set())}>
            {say("Clear", "取消选择")}
          </Button>
        </section>
      ) : null}
      <Table
        label={say("Unused codes", "未用激活码")}
        query={found}
        columns={columns}
        id_of={({ id }) => id}
        name_of={({ devName }) => devName}
        {...(may("manage") ? { selection: { chosen, change: choose } } : {})}
        empty={
          <Empty
            icon="code"
            title={
              show_all
                ? say("No code matches.", "没有符合条件的激活码。")
                : say("No code is waiting for a device.", "没有待使用的激活码。")
            }
          >
            {show_all}
          </Empty>
        }
      />
      {is_deleting ? (
        <Confirm
          title={say(`Delete ${count} codes?`, `删除 ${count} 个激活码？`)}
          action={say("Delete", "删除")}
          onClose={() => ask(false)}
          onConfirm={async () => {
            await change("DELETE", codes_path, [...chosen]);
            tell(say(`${count} deleted.`, `已删除 ${count} 个。`));
            choose(new Set());
          }}
        >
          <p>
            {say(
              "They stop working at once. A terminal that was never activated goes with " +
                "its code; others keep their account.",
              "激活码立即失效。从未激活过的终端随激活码一并删除，其他终端保留帐号。",
            )}
          </p>
        </Confirm>
      ) : null}
    </Page>
  );
}
