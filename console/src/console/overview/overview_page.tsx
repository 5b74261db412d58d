import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Corp } from "../../generated/api";
import { place } from "../core/address";
import { call } from "../core/client";
import { count_text, is_cut_off } from "../core/count";
import { useSay } from "../core/say";
import { may, useSession } from "../core/session";
import { PlaceLink } from "../parts/button";
import { Icon, type IconName } from "../parts/icon";
import { Card, Page } from "../parts/page";
import { Empty, Loaded } from "../parts/state";
import { useCounts } from "./counts";
import { type Needed, useNeeded } from "./needed";
import { RecentMessages } from "./recent_messages";
import { TrendCard } from "./trend";

/** What needs somebody now, then how much there is. */
export function OverviewPage() {
  const say = useSay();
  const session = useSession();
  const corp = useQuery({
    queryKey: ["corp"],
    queryFn: ({ signal }) => call<Corp>("GET", "/v1/usg/dcs/corp", { signal }),
    enabled: may(session, "oversee"),
  });
  return (
    <Page title={say("Overview", "概览")} lead={corp.data?.name ?? session.corpName}>
      <NeededNow />
      <Counts />
      {may(session, "oversee") ? <TrendCard /> : null}
      <Card
        title={say("Latest messages", "最新通知")}
        actions={<PlaceLink to={place("messages")}>{say("All messages", "全部通知")}</PlaceLink>}
      >
        <RecentMessages />
      </Card>
    </Page>
  );
}

function NeededNow() {
  const say = useSay();
  const query = useNeeded();
  return (
    <Card title={say("Needs somebody now", "待处理")}>
      <Loaded query={query}>
        {(needed) => {
          const open = needed.filter(({ count }) => count > 0);
          if (open.length === 0) {
            return (
              <Empty icon="good" title={say("Nothing needs you now.", "当前没有待处理事项。")} />
            );
          }
          return (
            <ul className="needed">
              {open.map((each) => (
                <NeededRow key={each.id} needed={each} />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Card>
  );
}

function NeededRow({ needed }: { needed: Needed }) {
  const say = useSay();
  return (
    <li className={needed.tone}>
      <PlaceLink to={needed.to} className="needed-link">
        <span className="needed-count">{count_text(needed.count)}</span>
        <span className="needed-text">
          <strong>{say(needed.name)}</strong>
          <span className="hint">{say(needed.cure)}</span>
        </span>
        <Icon name="right" />
      </PlaceLink>
    </li>
  );
}

function Counts() {
  const say = useSay();
  const query = useCounts();
  const tile = (to: string, icon: IconName, name: string, count: number, more: ReactNode) => (
    <PlaceLink to={to} className="tile">
      <span className="tile-name">
        <Icon name={icon} />
        {name}
      </span>
      <span className="tile-count">{count_text(count)}</span>
      <span className="hint">{more}</span>
    </PlaceLink>
  );
  return (
    <Loaded query={query}>
      {({ terminals, activated, codes, devices, users }) => (
        <div className="tiles">
          {tile(
            place("terminals"),
            "terminal",
            say("Terminals", "终端"),
            terminals,
            <Share part={activated} whole={terminals} />,
          )}
          {tile(
            place("codes"),
            "code",
            say("Unused codes", "未用激活码"),
            codes,
            say("wait for a device or have expired", "等待设备使用或已过期"),
          )}
          {tile(
            place("devices"),
            "device",
            say("Hard terminals", "硬件终端"),
            devices,
            say("by serial number", "按序列号管理"),
          )}
          {tile(
            place("users"),
            "user",
            say("Users", "用户"),
            users,
            say("people of the enterprise", "企业成员"),
          )}
        </div>
      )}
    </Loaded>
  );
}

const whole_width = 100;

/** How many of the terminals have a device: in words, and as a bar if both are known exactly. */
function Share({ part, whole }: { part: number; whole: number }) {
  const say = useSay();
  const width = whole > 0 ? (part / whole) * whole_width : 0;
  const count = count_text(part);
  return (
    <>
      {is_cut_off(part) || is_cut_off(whole) ? null : (
        <svg
          className="share"
          viewBox={`0 0 ${whole_width} 4`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <rect className="share-whole" width={whole_width} height="4" />
          <rect className="share-part" width={width} height="4" />
        </svg>
      )}
      {say(`${count} with a device`, `${count} 台已绑定设备`)}
    </>
  );
}
