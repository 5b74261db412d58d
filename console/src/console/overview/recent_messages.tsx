import { useQuery } from "@tanstack/react-query";
import type { NoticePage } from "../../generated/api";
import { place } from "../core/address";
import { call } from "../core/client";
import { useSay } from "../core/say";
import { notices_path } from "../core/terminals";
import { MessageBadge } from "../messages/message_badge";
import { channel_names } from "../messages/message_words";
import { PlaceLink } from "../parts/button";
import { Moment } from "../parts/moment";
import { Name } from "../parts/name";
import { Loaded } from "../parts/state";

const shown_max = 6;

export function RecentMessages() {
  const say = useSay();
  const query = useQuery({
    queryKey: ["messages", "recent"],
    queryFn: ({ signal }) =>
      call<NoticePage>("GET", notices_path, { query: { limit: shown_max }, signal }),
  });
  return (
    <Loaded query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <p className="faint">{say("No message has been sent yet.", "还没有发送过通知。")}</p>
        ) : (
          <ul className="delivery-list">
            {data.map((notice) => (
              <li key={notice.id} className="delivery">
                <MessageBadge notice={notice} />
                <span className="delivery-to">
                  {notice.account ? (
                    <Name>
                      <PlaceLink to={place("terminals", notice.account)}>
                        {notice.devName}
                      </PlaceLink>
                    </Name>
                  ) : (
                    <span className="faint">{say("Deleted", "已删除")}</span>
                  )}{" "}
                  <span className="faint">
                    {say(channel_names[notice.channel])} <span dir="ltr">{notice.contact}</span>
                  </span>
                </span>
                <span className="hint">
                  <Moment at={notice.createTime} />
                </span>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
