import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { go, place } from "../core/address";
import { useSay } from "../core/say";
import { useSession, useSessionChanges } from "../core/session";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { useTell } from "../parts/toast";

export function UserMenu() {
  const say = useSay();
  const session = useSession();
  const { sign_out } = useSessionChanges();
  const tell = useTell();
  const leave = () =>
    sign_out().catch(() =>
      tell(say("Signing out failed. You are still signed in.", "退出失败，您仍处于登录状态。")),
    );
  return (
    <MenuTrigger>
      <Button kind="plain" className="user-button">
        <span className="visually-hidden">{say("My account: ", "我的帐号：")}</span>
        <Icon name="user" />
        <span className="user-name">{session.name || session.account}</span>
        <Icon name="down" />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu">
          <MenuSection>
            <Header className="menu-header">{session.account}</Header>
            <MenuItem id="account" className="menu-item" onAction={() => go(place("account"))}>
              {say("Password and sessions", "密码与会话")}
            </MenuItem>
            <MenuItem id="out" className="menu-item" onAction={leave}>
              {say("Sign out", "退出登录")}
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
