import { useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { App, AppWithKey } from "../../generated/api";
import { useChange, useChangeOnce } from "../core/change";
import { isolated } from "../core/isolated";
import { useSay } from "../core/say";
import { Button } from "../parts/button";
import { Confirm } from "../parts/confirm";
import { Icon } from "../parts/icon";
import { useTell } from "../parts/toast";
import { AppDialog, app_path } from "./app_dialog";

type Asked = "edit" | "key" | "disable" | "delete" | null;

export function AppActions({ app, onKey }: { app: App; onKey: (app: AppWithKey) => void }) {
  const say = useSay();
  const change = useChange();
  const change_once = useChangeOnce();
  const tell = useTell();
  const [asked, ask] = useState<Asked>(null);
  const path = `${app_path}/${app.app_id}`;
  const name = isolated(app.app_name);
  const set_status = (status: 0 | 1) => change("PUT", path, { body: { status } });
  const enable = () =>
    set_status(0).then(
      () => tell(say("Enabled.", "已启用。")),
      (error: Error) => tell(error.message),
    );
  return (
    <>
      <MenuTrigger>
        <Button aria-label={say(`Actions for ${name}`, `${name} 的操作`)}>
          <Icon name="more" />
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu">
            <MenuItem className="menu-item" onAction={() => ask("edit")}>
              {say("Edit", "编辑")}
            </MenuItem>
            <MenuItem className="menu-item" onAction={() => ask("key")}>
              {say("New App Key", "重置 App Key")}
            </MenuItem>
            <MenuItem
              className="menu-item"
              onAction={() => (app.status === 0 ? ask("disable") : void enable())}
            >
              {app.status === 0 ? say("Disable", "停用") : say("Enable", "启用")}
            </MenuItem>
            <MenuItem className="menu-item" onAction={() => ask("delete")}>
              {say("Delete", "删除")}
            </MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
      {asked === "edit" ? <AppDialog app={app} onClose={() => ask(null)} onKey={onKey} /> : null}
      {asked === "key" ? (
        <Confirm
          title={say(`A new App Key for ${name}?`, `重置“${name}”的 App Key？`)}
          action={say("Replace the App Key", "重置 App Key")}
          onClose={() => ask(null)}
          onConfirm={async () => onKey(await change_once<AppWithKey>("PUT", `${path}/reset`))}
        >
          <p>
            {say(
              "The present key stops working at once: programs that use it cannot sign " +
                "in until they have the new one.",
              "当前 App Key 立即失效，使用它的程序更换之前无法登录。",
            )}
          </p>
        </Confirm>
      ) : null}
      {asked === "disable" ? (
        <Confirm
          title={say(`Disable ${name}?`, `停用“${name}”？`)}
          action={say("Disable", "停用")}
          onClose={() => ask(null)}
          onConfirm={() => set_status(1)}
        >
          <p>
            {say(
              "Programs that use it cannot sign in until it is enabled again.",
              "重新启用之前，使用该应用的程序无法登录。",
            )}
          </p>
        </Confirm>
      ) : null}
      {asked === "delete" ? (
        <Confirm
          title={say(`Delete ${name}?`, `删除“${name}”？`)}
          action={say("Delete", "删除")}
          onClose={() => ask(null)}
          onConfirm={() => change("DELETE", path)}
        >
          <p>
            {say("Programs that use it cannot sign in any more.", "使用该应用的程序将无法再登录。")}
          </p>
        </Confirm>
      ) : null}
    </>
  );
}
