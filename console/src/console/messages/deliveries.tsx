import { useState } from "react";
import type { Notice } from "../../generated/api";
import { useSay } from "../core/say";
import { useMessagesOf } from "../core/terminals";
import { Button } from "../parts/button";
import { Moment } from "../parts/moment";
import { Loaded } from "../parts/state";
import { MessageBadge } from "./message_badge";
import { channel_names } from "./message_words";
import { ResendDialog } from "./resend_dialog";

/** The messages of one terminal and what becomes of them, as it changes. */
export function Deliveries({ account, isPlain }: { account: string; isPlain?: boolean }) {
  const say = useSay();
  const query = useMessagesOf(account);
  return (
    <section className="deliveries" aria-label={say("Messages of this terminal", "该终端的通知")}>
      {isPlain ? null : <h3 className="form-part">{say("Messages", "通知")}</h3>}
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="faint">{say("Nobody was notified.", "未发送通知。")}</p>
          ) : (
            <ul className="delivery-list">
              {data.map((notice) => (
                <Delivery key={notice.id} notice={notice} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function Delivery({ notice }: { notice: Notice }) {
  const say = useSay();
  const [is_resending, resend] = useState(false);
  return (
    <li className="delivery">
      <MessageBadge notice={notice} />
      <span className="delivery-to">
        {say(channel_names[notice.channel])} <span dir="ltr">{notice.contact}</span>
      </span>
      <span className="hint">
        <Moment at={notice.createTime} />
      </span>
      {notice.resendable && notice.state !== "sending" ? (
        <Button needs="reset" onPress={() => resend(true)}>
          {say("Resend", "重发")}
        </Button>
      ) : null}
      {notice.failure ? <p className="delivery-failure">{notice.failure}</p> : null}
      {is_resending ? <ResendDialog notice={notice} onClose={() => resend(false)} /> : null}
    </li>
  );
}
