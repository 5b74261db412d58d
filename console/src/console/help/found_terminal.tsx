import { type ReactNode, useState } from "react";
import type { User, UserDetail } from "../../generated/api";
import { state_of } from "../../shared/terminal";
import { place } from "../core/address";
import { useChange } from "../core/change";
import { department_path } from "../core/format";
import { type Say, useSay } from "../core/say";
import { type FoundTerminal, members_path, useTerminal } from "../core/terminals";
import { Attempts } from "../history/attempts";
import { Deliveries } from "../messages/deliveries";
import { Button, PlaceLink } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { Icon } from "../parts/icon";
import { Moment } from "../parts/moment";
import { Card } from "../parts/page";
import { Loaded } from "../parts/state";
import { TerminalBadge } from "../parts/terminal_badge";
import { ResetDialog } from "../terminals/reset_dialog";
import { as_code } from "./look_up";

/** What the matter is with a terminal, and the button that cures it. */
export function FoundTerminalCard({ account, asked }: { account: string; asked: string }) {
  const query = useTerminal(account);
  return (
    <Card>
      <Loaded query={query}>{(found) => <Diagnosis found={found} asked={asked} />}</Loaded>
    </Card>
  );
}

type Cure = "enable" | "reset" | "none";

interface Finding {
  readonly cure: Cure;
  readonly is_bad: boolean;
  readonly text: ReactNode;
}

function finding_of(say: Say, detail: UserDetail, listed: User | null, asked: string): Finding {
  if (detail.status === 1) {
    return {
      cure: "enable",
      is_bad: true,
      text: say(
        "The terminal is disabled. No code works for it until it is enabled.",
        "终端已停用，启用之前任何激活码都无法使用。",
      ),
    };
  }
  const state = listed ? state_of(listed) : detail.activeTime === null ? "none" : "bound";
  const is_same = listed?.activeCode === as_code(asked);
  if (state === "bound") {
    return {
      cure: "reset",
      is_bad: false,
      text: (
        <>
          {say("A device is bound: ", "已绑定设备：")}
          <strong>{detail.sn}</strong>
          {say(", since ", "，绑定时间 ")}
          <Moment at={detail.activeTime} />
          {say(
            ". Its code is spent. For another device, reset: that throws this one out.",
            "。激活码已使用。如需更换设备请重置，当前设备会被解绑。",
          )}
        </>
      ),
    };
  }
  if (state === "issued") {
    return {
      cure: "none",
      is_bad: false,
      text: is_same ? (
        <>
          {say("This code is good until ", "该激活码有效，有效期至 ")}
          <Moment at={listed?.activeCodeExpireTime} />
          {say(
            ". After too many wrong codes from one address, the device has to wait ten minutes.",
            "。同一地址连续输错过多时，设备需等待 10 分钟再试。",
          )}
        </>
      ) : (
        <>
          {say("A code is waiting, good until ", "有待使用的激活码，有效期至 ")}
          <Moment at={listed?.activeCodeExpireTime} />
          {say(
            ". Compare it with the one that was typed: older ones are dead.",
            "。请与现场输入的激活码核对，旧激活码已失效。",
          )}
        </>
      ),
    };
  }
  if (state === "lapsed") {
    return {
      cure: "reset",
      is_bad: true,
      text: (
        <>
          {say("The code expired on ", "激活码已于 ")}
          <Moment at={listed?.activeCodeExpireTime} />
          {say(". Reset it: a new one is valid from then on.", " 过期，请重置以获得新激活码。")}
        </>
      ),
    };
  }
  return {
    cure: "reset",
    is_bad: true,
    text: say(
      "The terminal has neither a code nor a device. Reset it to get a code.",
      "终端既没有激活码也未绑定设备，请重置以获得激活码。",
    ),
  };
}

function Diagnosis({ found, asked }: { found: FoundTerminal; asked: string }) {
  const say = useSay();
  const change = useChange();
  const [is_resetting, reset] = useState(false);
  const [error, set_error] = useState<unknown>(null);
  const { detail, listed } = found;
  const finding = finding_of(say, detail, listed, asked);
  const enable = () =>
    change("PUT", `${members_path}/status/0`, { body: [detail.userAccount] }).then(
      () => set_error(null),
      set_error,
    );
  return (
    <article className="diagnosis">
      <div className="diagnosis-head">
        <h2>
          <PlaceLink to={place("terminals", detail.userAccount)}>{detail.name}</PlaceLink>
        </h2>
        {listed ? <TerminalBadge terminal={listed} /> : null}
        <span className="faint">{department_path(detail.deptNamePath)}</span>
      </div>
      <p className={finding.is_bad ? "finding bad" : "finding"}>
        <Icon name={finding.is_bad ? "warning" : "good"} />
        <span>{finding.text}</span>
      </p>
      {error ? <ErrorNote error={error} /> : null}
      <div className="actions">
        {finding.cure === "enable" ? (
          <Button needs="manage" kind="primary" onPress={() => void enable()}>
            {say("Enable the terminal", "启用终端")}
          </Button>
        ) : null}
        <Button
          needs="reset"
          kind={finding.cure === "reset" ? "primary" : "quiet"}
          onPress={() => reset(true)}
        >
          <Icon name="reset" />
          {say("Reset code", "重置激活码")}
        </Button>
      </div>
      <Attempts account={detail.userAccount} />
      <Deliveries account={detail.userAccount} />
      {is_resetting ? <ResetDialog terminal={found} onClose={() => reset(false)} /> : null}
    </article>
  );
}
