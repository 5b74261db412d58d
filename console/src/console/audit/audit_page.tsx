import { useState } from "react";
import type { AuditRecord } from "../../generated/api";
import { words } from "../../shared/language";
import { useQueryState } from "../core/address";
import { day_start } from "../core/days";
import { number_text } from "../core/format";
import { usePaged } from "../core/paged";
import { useSay } from "../core/say";
import { Badge } from "../parts/badge";
import { Button } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { TextField } from "../parts/field";
import { Moment } from "../parts/moment";
import { Page } from "../parts/page";
import { useShowAll } from "../parts/show_all";
import { Empty } from "../parts/state";
import { type Column, Table } from "../parts/table";
import { useTell } from "../parts/toast";
import { ColumnChooser, Filter, Search, Toolbar } from "../parts/toolbar";
import { type AuditFilters, audit_path, export_audit, exported_max, type Format } from "./export";

/** What came of it, and how often where one record stands for several. */
function Outcome({ record }: { record: AuditRecord }) {
  const say = useSay();
  const { outcome, count } = record;
  const is_done = outcome === "ok";
  return (
    <div>
      {is_done ? (
        <Badge tone="good">{say("Done", "成功")}</Badge>
      ) : (
        <Badge tone="bad">{say("Refused", "拒绝")}</Badge>
      )}
      {count > 1 ? <span className="faint"> × {number_text(count)}</span> : null}
      {is_done ? null : (
        <div>
          <code>{outcome}</code>
        </div>
      )}
    </div>
  );
}

const columns: readonly Column<AuditRecord>[] = [
  {
    id: "time",
    name: words("Time", "时间"),
    is_fixed: true,
    cell: ({ time }) => <Moment at={time} />,
  },
  { id: "actor", name: words("Who", "操作者"), cell: ({ actor }) => actor },
  {
    id: "operation",
    name: words("Operation", "操作"),
    cell: ({ operation }) => <code>{operation}</code>,
  },
  { id: "account", name: words("Account", "帐号"), cell: ({ account }) => account },
  {
    id: "outcome",
    name: words("Outcome", "结果"),
    cell: (record) => <Outcome record={record} />,
  },
  {
    id: "count",
    name: words("Count", "次数"),
    is_extra: true,
    is_number: true,
    cell: ({ count }) => number_text(count),
  },
  { id: "detail", name: words("Detail", "详情"), is_long: true, cell: ({ detail }) => detail },
  {
    id: "source",
    name: words("From", "来源"),
    cell: ({ source }) => <span dir="ltr">{source}</span>,
  },
  {
    id: "last",
    name: words("Last time", "最近时间"),
    is_extra: true,
    cell: ({ lastTime }) => <Moment at={lastTime} />,
  },
  {
    id: "request",
    name: words("Request id", "请求 ID"),
    is_extra: true,
    cell: ({ requestId }) => <code>{requestId}</code>,
  },
];

function DayFilter({ name, label }: { name: string; label: string }) {
  const [query, change] = useQueryState();
  return (
    <TextField
      label={label}
      type="date"
      value={query.get(name) ?? ""}
      onChange={(day) => change({ [name]: day || null, page: null })}
    />
  );
}

function Export({ filters }: { filters: AuditFilters }) {
  const say = useSay();
  const tell = useTell();
  const [busy, set_busy] = useState<Format | null>(null);
  const [error, set_error] = useState<unknown>(null);
  async function save(format: Format) {
    if (busy) return;
    set_busy(format);
    set_error(null);
    try {
      const count = await export_audit(filters, format);
      const text = number_text(count);
      if (count >= exported_max) {
        tell(say(`The newest ${text} records are saved.`, `已保存最新的 ${text} 条记录。`));
      } else {
        tell(say(`${text} records are saved.`, `已保存 ${text} 条记录。`));
      }
    } catch (refused) {
      set_error(refused);
    }
    set_busy(null);
  }
  return (
    <>
      {error ? <ErrorNote error={error} isRead /> : null}
      <Button isPending={busy === "csv"} onPress={() => void save("csv")}>
        {say("Save as CSV", "导出 CSV")}
      </Button>
      <Button isPending={busy === "jsonl"} onPress={() => void save("jsonl")}>
        {say("Save as JSON lines", "导出 JSON Lines")}
      </Button>
    </>
  );
}

const narrowing = ["search", "actor", "operation", "refused", "source", "from", "to"] as const;

/** Who did what in the enterprise. */
export function AuditPage() {
  const say = useSay();
  const [query] = useQueryState();
  const filters: AuditFilters = {
    account: query.get("search"),
    operation: query.get("operation"),
    actor: query.get("actor"),
    source: query.get("source"),
    refused: query.get("refused"),
    from: day_start(query.get("from")),
    to: day_start(query.get("to"), 1),
  };
  const found = usePaged<AuditRecord>("audit", audit_path, filters);
  const show_all = useShowAll(narrowing);
  return (
    <Page
      title={say("Audit trail", "操作日志")}
      lead={say("Who did what, when and from where.", "何人何时从何处执行了何种操作。")}
      actions={<Export filters={filters} />}
    >
      <Toolbar>
        <Search
          label={say("Account that it was done to", "被操作的帐号")}
          placeholder={say("Account, in full", "完整帐号")}
        />
        <Search
          name="actor"
          label={say("Who did it", "操作者")}
          placeholder={say("Who did it, in full", "完整操作者帐号")}
        />
        <Search
          name="operation"
          label={say("Operation", "操作")}
          placeholder={say("Operation, such as reset_code", "操作名称，例如 reset_code")}
        />
        <Filter
          name="refused"
          label={say("Outcome", "结果")}
          all={say("Any outcome", "全部结果")}
          options={[
            { value: "true", text: say("Refused", "拒绝") },
            { value: "false", text: say("Done", "成功") },
          ]}
        />
        <Search
          name="source"
          label={say("Network address", "来源地址")}
          placeholder={say("From this address", "来源地址")}
        />
        <DayFilter name="from" label={say("From", "起始日期")} />
        <DayFilter name="to" label={say("To", "结束日期")} />
        <ColumnChooser columns={columns} />
      </Toolbar>
      <Table
        label={say("Audit trail", "操作日志")}
        query={found}
        columns={columns}
        id_of={({ time, requestId, operation, account, detail }) =>
          [time, requestId, operation, account, detail].join(" ")
        }
        name_of={({ operation }) => operation}
        empty={
          <Empty icon="audit" title={say("No record matches.", "没有符合条件的记录。")}>
            {show_all}
          </Empty>
        }
      />
    </Page>
  );
}
