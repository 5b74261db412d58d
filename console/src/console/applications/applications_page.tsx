import { useState } from "react";
import type { App, AppWithKey } from "../../generated/api";
import { words } from "../../shared/language";
import { moment_of } from "../core/format";
import { usePaged } from "../core/paged";
import { useSay } from "../core/say";
import { Badge } from "../parts/badge";
import { Button } from "../parts/button";
import { CopyButton } from "../parts/copy";
import { Icon } from "../parts/icon";
import { Moment } from "../parts/moment";
import { Page } from "../parts/page";
import { Empty } from "../parts/state";
import { type Column, Table } from "../parts/table";
import { AppActions } from "./app_actions";
import { AppDialog } from "./app_dialog";
import { KeyDialog } from "./key_dialog";

function Status({ app }: { app: App }) {
  const say = useSay();
  return app.status === 0 ? (
    <Badge tone="good">{say("Enabled", "已启用")}</Badge>
  ) : (
    <Badge tone="bad">{say("Disabled", "已停用")}</Badge>
  );
}

function AppId({ app }: { app: App }) {
  const say = useSay();
  return (
    <span className="with-copy">
      <code>{app.app_id}</code>
      <CopyButton text={app.app_id} label={say("Copy", "复制")} />
    </span>
  );
}

const columns = (show_key: (app: AppWithKey) => void): readonly Column<App>[] => [
  {
    id: "name",
    name: words("Name", "名称"),
    is_fixed: true,
    cell: (app) => <strong>{app.app_name}</strong>,
  },
  { id: "status", name: words("State", "状态"), cell: (app) => <Status app={app} /> },
  { id: "id", name: words("App ID", "App ID"), cell: (app) => <AppId app={app} /> },
  {
    id: "description",
    is_long: true,
    name: words("Description", "描述"),
    cell: (app) => app.description,
  },
  {
    id: "changed",
    name: words("Changed", "更新时间"),
    cell: (app) => <Moment at={moment_of(app.last_update_time)} />,
  },
  {
    id: "action",
    name: words("Action", "操作"),
    cell: (app) => <AppActions app={app} onKey={show_key} />,
  },
];

/** Programs that sign in by App ID. */
export function ApplicationsPage() {
  const say = useSay();
  const found = usePaged<App>("applications", "/v2/usg/acs/corp/apps", {});
  const [is_adding, add] = useState(false);
  const [keyed, show_key] = useState<AppWithKey | null>(null);
  return (
    <Page
      title={say("Applications", "应用")}
      lead={say(
        "Programs that sign in by App ID. At most 10, and each App Key is shown once.",
        "以 App ID 登录的程序，最多 10 个；App Key 仅显示一次。",
      )}
      actions={
        <Button kind="primary" onPress={() => add(true)}>
          <Icon name="plus" />
          {say("Register", "新增应用")}
        </Button>
      }
    >
      <Table
        label={say("Applications", "应用")}
        query={found}
        columns={columns(show_key)}
        id_of={({ app_id }) => app_id}
        name_of={({ app_name }) => app_name}
        empty={
          <Empty icon="application" title={say("There are no applications.", "还没有应用。")} />
        }
      />
      {is_adding ? <AppDialog app={null} onClose={() => add(false)} onKey={show_key} /> : null}
      {keyed ? <KeyDialog app={keyed} onClose={() => show_key(null)} /> : null}
    </Page>
  );
}
