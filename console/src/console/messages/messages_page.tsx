import { useState } from "react";
import type { Notice } from "../../generated/api";
import { words } from "../../shared/language";
import { place, useQueryState } from "../core/address";
import { usePaged } from "../core/paged";
import { days_ago } from "../core/recent";
import { useSay } from "../core/say";
import { notices_path } from "../core/terminals";
import { Button, PlaceLink } from "../parts/button";
import { Moment } from "../parts/moment";
import { Name } from "../parts/name";
import { Page } from "../parts/page";
import { useShowAll } from "../parts/show_all";
import { Empty } from "../parts/state";
import { type Column, Table } from "../parts/table";
import { ColumnChooser, Filter, RecentFilter, Search, Toolbar } from "../parts/toolbar";
import { MessageBadge } from "./message_badge";
import { channel_names, report_names, state_names } from "./message_words";
import { ResendDialog } from "./resend_dialog";

function Resend({ notice }: { notice: Notice }) {
  const say = useSay();
  const [is_open, open] = useState(false);
  if (!notice.resendable) return null;
  return (
    <>
      <Button needs="reset" onPress={() => open(true)}>
        {say("Resend", "重发")}
      </Button>
      {is_open ? <ResendDialog notice={notice} onClose={() => open(false)} /> : null}
    </>
  );
}

function To({ notice }: { notice: Notice }) {
  const say = useSay();
  return (
    <>
      <span className="faint">{say(channel_names[notice.channel])}</span>{" "}
      <span dir="ltr">{notice.contact}</span>
    </>
  );
}

function Room({ notice }: { notice: Notice }) {
  const say = useSay();
  if (!notice.account) return <span className="faint">{say("Deleted", "已删除")}</span>;
  return (
    <Name>
      <PlaceLink to={place("terminals", notice.account)} className="link strong">
        {notice.devName || notice.account}
      </PlaceLink>
    </Name>
  );
}

const columns: readonly Column<Notice>[] = [
  {
    id: "terminal",
    name: words("Terminal", "终端"),
    is_fixed: true,
    cell: (notice) => <Room notice={notice} />,
  },
  {
    id: "state",
    name: words("State", "状态"),
    cell: (notice) => <MessageBadge notice={notice} />,
  },
  {
    id: "contact",
    name: words("To", "接收方"),
    cell: (notice) => <To notice={notice} />,
  },
  {
    id: "failure",
    is_long: true,
    name: words("What went wrong", "失败原因"),
    cell: ({ failure }) => (failure ? <span className="failure">{failure}</span> : null),
  },
  {
    id: "time",
    name: words("Queued", "生成时间"),
    cell: (notice) => <Moment at={notice.createTime} />,
  },
  {
    id: "attempts",
    name: words("Attempts", "发送次数"),
    is_extra: true,
    is_number: true,
    cell: (notice) => notice.attempts,
  },
  {
    id: "reported",
    name: words("Reported", "回执时间"),
    is_extra: true,
    cell: (notice) => <Moment at={notice.reportTime} />,
  },
  {
    id: "expires",
    name: words("Code valid until", "激活码有效期至"),
    is_extra: true,
    cell: (notice) => <Moment at={notice.expireTime} />,
  },
  { id: "resend", name: words("Action", "操作"), cell: (notice) => <Resend notice={notice} /> },
];

const delayed = "delayed";
const narrowing = ["search", "state", "report", "days"] as const;

export function MessagesPage() {
  const say = useSay();
  const [query] = useQueryState();
  // Several states, and of each what has failed so far.
  const is_delayed = query.get("state") === delayed;
  const found = usePaged<Notice>("messages", notices_path, {
    account: query.get("search"),
    state: is_delayed ? null : query.get("state"),
    delayed: is_delayed || null,
    report: query.get("report"),
    from: days_ago(query.get("days")),
  });
  const options = <Name extends string>(names: Record<Name, Parameters<typeof say>[0]>) =>
    Object.entries(names).map(([value, name]) => ({ value, text: say(name as never) }));
  const show_all = useShowAll(narrowing);
  return (
    <Page
      title={say("Messages", "通知")}
      lead={say(
        "What became of every message that carries a code. Kept for 30 days.",
        "每条激活码通知的发送结果，保留 30 天。",
      )}
    >
      <Toolbar>
        <Search
          label={say("Account of a terminal", "终端帐号")}
          placeholder={say("Account, in full", "完整终端帐号")}
        />
        <Filter
          name="state"
          label={say("State", "状态")}
          all={say("All states", "全部状态")}
          options={[
            { value: delayed, text: say("Waiting after a failure", "发送未成功，等待中") },
            ...options(state_names),
          ]}
        />
        <Filter
          name="report"
          label={say("Report of the gateway", "短信回执")}
          all={say("All reports", "全部回执")}
          options={options(report_names)}
        />
        <RecentFilter label={say("Queued", "生成时间")} />
        <ColumnChooser columns={columns} />
      </Toolbar>
      <Table
        label={say("Messages", "通知")}
        query={found}
        columns={columns}
        id_of={({ id }) => id}
        name_of={({ contact }) => contact}
        empty={
          <Empty
            icon="message"
            title={
              show_all
                ? say("No message matches.", "没有符合条件的通知。")
                : say("No message has been sent yet.", "还没有发送过通知。")
            }
          >
            {show_all}
          </Empty>
        }
      />
    </Page>
  );
}
