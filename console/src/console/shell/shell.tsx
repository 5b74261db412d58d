import { useEffect, useRef, useState } from "react";
import { place, usePath } from "../core/address";
import { useSay } from "../core/say";
import { useSession } from "../core/session";
import { Button, PlaceLink } from "../parts/button";
import { Icon } from "../parts/icon";
import { Page } from "../parts/page";
import { Empty } from "../parts/state";
import { Choices, ThemeSelect } from "./choices";
import { Offline } from "./offline";
import { type Route, routes_for } from "./routes";
import { UserMenu } from "./user_menu";

const groups = ["daily", "people", "enterprise"] as const;

export function Shell() {
  const say = useSay();
  const session = useSession();
  const path = usePath();
  const [is_open, set_open] = useState(false);
  const main = useRef<HTMLElement>(null);
  const routes = routes_for(session);
  const route = routes.find((each) => each.path === (path[0] ?? "")) ?? landing_of(routes, path);
  const at = path.join("/");
  const arrived_from = useRef(at);
  // Another page: the reader, and a screen reader, begins at its top.
  useEffect(() => {
    if (arrived_from.current === at) return;
    arrived_from.current = at;
    set_open(false);
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [at]);
  return (
    <div className="shell" data-open={is_open || undefined}>
      <a className="skip" href="#main">
        {say("Skip to content", "跳到正文")}
      </a>
      <header className="top">
        <Button
          kind="plain"
          className="menu-button"
          aria-expanded={is_open}
          aria-controls="navigation"
          aria-label={say("Menu", "菜单")}
          onPress={() => set_open(!is_open)}
        >
          <Icon name={is_open ? "close" : "menu"} />
        </Button>
        <PlaceLink to={place()} className="brand">
          <span className="brand-key" aria-hidden="true" />
          roomkey
        </PlaceLink>
        <span className="corp" title={session.corpName}>
          {session.corpName}
        </span>
        <Choices />
        <UserMenu />
      </header>
      <nav id="navigation" className="side" aria-label={say("Pages", "页面")}>
        {groups.map((group) => (
          <ul key={group} className="side-group">
            {routes
              .filter((each) => each.group === group)
              .map((each) => (
                <li key={each.path}>
                  <SideLink route={each} isHere={each === route} />
                </li>
              ))}
          </ul>
        ))}
        <ul className="side-group side-foot">
          <li>
            <a href="/explorer" target="_blank" rel="noopener noreferrer">
              {say("API explorer", "API 调试")}
            </a>
          </li>
          <li>
            <a href="/errors" target="_blank" rel="noopener noreferrer">
              {say("Error centre", "错误码中心")}
            </a>
          </li>
        </ul>
        <div className="side-theme">
          <ThemeSelect />
        </div>
      </nav>
      <main id="main" ref={main} className="main" tabIndex={-1}>
        <Offline />
        {route ? drawn(route, path) : <NoPage />}
      </main>
    </div>
  );
}

/** Those who may not see the overview begin at the first page that they may see. */
const landing_of = (routes: readonly Route[], path: readonly string[]) =>
  path.length === 0 ? routes[0] : undefined;

function drawn(route: Route, path: readonly string[]) {
  const id = path[1];
  if (path.length > 2) return <NoPage />;
  if (id === undefined) return route.list();
  return route.detail ? route.detail(id) : <NoPage />;
}

function SideLink({ route, isHere }: { route: Route; isHere: boolean }) {
  const say = useSay();
  const to = route.path ? place(route.path) : place();
  return (
    <PlaceLink to={to} className="side-link" isHere={isHere}>
      <Icon name={route.icon} />
      {say(route.name)}
    </PlaceLink>
  );
}

function NoPage() {
  const say = useSay();
  return (
    <Page title={say("Not found", "未找到页面")}>
      <Empty
        icon="help"
        title={say("There is no such page, or it is not for you.", "页面不存在，或您无权查看。")}
      >
        <PlaceLink to={place()}>{say("Go to the beginning", "返回首页")}</PlaceLink>
      </Empty>
    </Page>
  );
}
