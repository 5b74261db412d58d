import { type ReactNode, useState } from "react";
import { type_of } from "../../shared/terminal";
import { go, place } from "../core/address";
import { useChange, useRemoval } from "../core/change";
import { department_path } from "../core/format";
import { isolated } from "../core/isolated";
import { useSay } from "../core/say";
import { useMay } from "../core/session";
import {
  type FoundTerminal,
  hard_terminal_type,
  members_path,
  useTerminal,
} from "../core/terminals";
import { HistoryCard } from "../history/history_card";
import { Deliveries } from "../messages/deliveries";
import { Fact, Facts } from "../parts/badge";
import { Button, PlaceLink } from "../parts/button";
import { Confirm } from "../parts/confirm";
import { CopyButton } from "../parts/copy";
import { ErrorNote } from "../parts/error_note";
import { Icon } from "../parts/icon";
import { Distance, Moment } from "../parts/moment";
import { Card, Page } from "../parts/page";
import { Loading } from "../parts/state";
import { TerminalBadge } from "../parts/terminal_badge";
import { useTell } from "../parts/toast";
import { EditDialog } from "./edit_dialog";
import { HardTerminal } from "./hard_terminal";
import { LabelsCard } from "./labels";
import { ResetDialog } from "./reset_dialog";
import { ShownCode } from "./shown_code";

type Asked = "reset" | "edit" | "disable" | "delete" | null;

export function TerminalPage({ account }: { account: string }) {
  const say = useSay();
  const query = useTerminal(account);
  const [asked, ask] = useState<Asked>(null);
  const back = { to: place("terminals"), text: say("Terminals", "终端") };
  if (query.data === undefined) {
    return (
      <Page title={account} back={back}>
        {query.isError ? (
          <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading />
        )}
      </Page>
    );
  }
  const found = query.data;
  if (found.detail.userType === hard_terminal_type) return <HardTerminal detail={found.detail} />;
  return (
    <Page
      title={found.detail.name}
      back={back}
      lead={found.listed ? <TerminalBadge terminal={found.listed} /> : null}
      actions={<Actions found={found} ask={ask} />}
    >
      {query.isError ? <ErrorNote error={query.error} /> : null}
      <div className="split">
        <div>
          <CodeState found={found} ask={ask} />
          <DeviceCard found={found} />
        </div>
        <div>
          <AccountCard found={found} />
          <LabelsCard account={account} />
        </div>
      </div>
      <Card title={say("Messages", "通知")}>
        <Deliveries account={account} isPlain />
      </Card>
      <HistoryCard account={account} />
      <Asked found={found} asked={asked} onClose={() => ask(null)} />
    </Page>
  );
}

function Actions({ found, ask }: { found: FoundTerminal; ask: (asked: Asked) => void }) {
  const say = useSay();
  const change = useChange();
  const tell = useTell();
  const { detail } = found;
  const enable = () =>
    change("PUT", `${members_path}/status/0`, { body: [detail.userAccount] }).then(
      () => tell(say("Enabled.", "已启用。")),
      (error: Error) => tell(error.message),
    );
  return (
    <>
      <Button needs="reset" kind="primary" onPress={() => ask("reset")}>
        <Icon name="reset" />
        {say("Reset code", "重置激活码")}
      </Button>
      <Button needs="manage" onPress={() => ask("edit")}>
        {say("Edit", "编辑")}
      </Button>
      {detail.status === 0 ? (
        <Button needs="manage" onPress={() => ask("disable")}>
          {say("Disable", "停用")}
        </Button>
      ) : (
        <Button needs="manage" onPress={() => void enable()}>
          {say("Enable", "启用")}
        </Button>
      )}
      <Button needs="manage" onPress={() => ask("delete")}>
        {say("Delete", "删除")}
      </Button>
    </>
  );
}

function DeviceCard({ found }: { found: FoundTerminal }) {
  const say = useSay();
  const { detail } = found;
  const others = detail.snAlsoAt ?? [];
  return (
    <Card title={say("Device", "设备")}>
      {detail.activeTime === null ? (
        <p className="faint">{say("No device is bound.", "未绑定设备。")}</p>
      ) : (
        <Facts>
          <Fact name={say("Serial number", "序列号")}>
            {detail.sn ? <code>{detail.sn}</code> : ""}
          </Fact>
          <Fact name={say("Bound since", "绑定时间")}>
            <Moment at={detail.activeTime} />
          </Fact>
        </Facts>
      )}
      {detail.snIsPlaceholder ? (
        <p className="note warn">
          <Icon name="warning" />
          {say(
            "The serial number is one that makers leave in place of a real one.",
            "该序列号是厂商未填写时的占位值。",
          )}
        </p>
      ) : null}
      {others.length > 0 ? (
        <p className="note warn">
          <Icon name="warning" />
          <span>
            {say("The same serial number is bound to ", "相同序列号还绑定了 ")}
            {others.map((account, at) => (
              <span key={account}>
                {at > 0 ? say(", ", "、") : null}
                <PlaceLink to={place("terminals", account)}>{account}</PlaceLink>
              </span>
            ))}
          </span>
        </p>
      ) : null}
    </Card>
  );
}

function CodeState({ found, ask }: { found: FoundTerminal; ask: (asked: Asked) => void }) {
  const say = useSay();
  const may = useMay();
  const { detail, listed } = found;
  const code = listed?.activeCode;
  const expires = listed?.activeCodeExpireTime ?? 0;
  let content: ReactNode;
  if (code) {
    content = (
      <>
        <ShownCode account={detail.userAccount} code={code} room={detail.name} expires={expires} />
        <p className="hint">
          {expires > Date.now()
            ? say("Stops working ", "失效时间：")
            : say("Stopped working ", "已失效：")}
          <Distance at={expires} />
        </p>
      </>
    );
  } else if (expires > 0) {
    content = (
      <p className="faint">
        {say(
          "There is an unused code; your role cannot view it.",
          "有待使用的激活码，您的角色无权查看。",
        )}
      </p>
    );
  } else {
    content = (
      <>
        <p className="faint">{say("No code is waiting.", "没有待使用的激活码。")}</p>
        {detail.activeTime === null ? (
          <Button needs="reset" onPress={() => ask("reset")}>
            {say("Make a new code", "生成新激活码")}
          </Button>
        ) : null}
      </>
    );
  }
  const pair = `${place("pair")}?for=${encodeURIComponent(detail.userAccount)}`;
  return (
    <Card title={say("Code", "激活码")}>
      {content}
      {detail.activeTime === null && may("reset") ? (
        <p className="hint">
          <PlaceLink to={pair}>{say("Pair a screen instead", "改为屏幕配对")}</PlaceLink>
        </p>
      ) : null}
    </Card>
  );
}

function AccountCard({ found }: { found: FoundTerminal }) {
  const say = useSay();
  const { detail, listed } = found;
  return (
    <Card title={say("Account", "帐号信息")}>
      <Facts>
        <Fact name={say("Account", "帐号")}>
          <span className="with-copy">
            <code>{detail.userAccount}</code>
            <CopyButton text={detail.userAccount} label={say("Copy", "复制")} />
          </span>
        </Fact>
        <Fact name={say("Kind", "类型")}>{listed ? say(type_of(listed)) : ""}</Fact>
        <Fact name={say("Department", "部门")}>{department_path(detail.deptNamePath)}</Fact>
        <Fact name={say("Contact", "联系方式")}>
          {[detail.email, detail.phone].filter(Boolean).join(", ")}
        </Fact>
        <Fact name={say("Remarks", "备注")}>{detail.desc}</Fact>
      </Facts>
    </Card>
  );
}

function Asked(props: { found: FoundTerminal; asked: Asked; onClose: () => void }) {
  const say = useSay();
  const change = useChange();
  const remove = useRemoval();
  const tell = useTell();
  const { found, asked, onClose } = props;
  const { detail } = found;
  const accounts = [detail.userAccount];
  const name = isolated(detail.name);
  if (asked === "reset") return <ResetDialog terminal={found} onClose={onClose} />;
  if (asked === "edit") return <EditDialog terminal={found} onClose={onClose} />;
  if (asked === "disable") {
    return (
      <Confirm
        title={say(`Disable ${name}?`, `停用“${name}”？`)}
        action={say("Disable", "停用")}
        onClose={onClose}
        onConfirm={async () => {
          await change("PUT", `${members_path}/status/1`, { body: accounts });
          tell(say("Disabled.", "已停用。"));
        }}
      >
        <p>
          {say(
            "A bound device is thrown out at once. The code does not work until the " +
              "terminal is enabled again.",
            "已绑定的设备会立即被解绑；重新启用之前，激活码不可用。",
          )}
        </p>
      </Confirm>
    );
  }
  if (asked === "delete") {
    return (
      <Confirm
        title={say(`Delete ${name}?`, `删除“${name}”？`)}
        action={say("Delete", "删除")}
        onClose={onClose}
        onConfirm={async () => {
          await remove("POST", `${members_path}/delete`, { body: accounts }, () => {
            tell(say(`${name} is deleted.`, `已删除“${name}”。`));
            go(place("terminals"));
          });
        }}
      >
        <p>
          {say(
            "The account and its code are gone for good, and a bound device is thrown out at once.",
            "帐号与激活码将被永久删除，已绑定的设备会立即被解绑。",
          )}
        </p>
      </Confirm>
    );
  }
  return null;
}
