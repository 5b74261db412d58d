import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ListedSessionPage } from "../../generated/api";
import { useChange } from "../core/change";
import { call } from "../core/client";
import { useSay } from "../core/say";
import { Badge } from "../parts/badge";
import { Button } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { Moment } from "../parts/moment";
import { Loaded } from "../parts/state";
import { useTell } from "../parts/toast";
import { browser_name } from "./browser_name";

const sessions_path = "/v1/roomkey/sessions";

/** Where the reader is signed in, and the way to end it. */
export function Sessions() {
  const say = useSay();
  const change = useChange();
  const tell = useTell();
  const [error, set_error] = useState<unknown>(null);
  const query = useQuery({
    queryKey: ["sessions"],
    queryFn: ({ signal }) =>
      call<ListedSessionPage>("GET", sessions_path, { query: { limit: 100 }, signal }),
  });
  async function end(id: string) {
    set_error(null);
    try {
      await change("DELETE", `${sessions_path}/${encodeURIComponent(id)}`);
      tell(say("The session has ended.", "会话已结束。"));
    } catch (refused) {
      set_error(refused);
    }
  }
  return (
    <>
      {error ? <ErrorNote error={error} /> : null}
      <Loaded query={query}>
        {({ data }) => (
          <ul className="sessions">
            {data.map((session) => (
              <li key={session.id}>
                <span className="session-name" title={session.userAgent}>
                  <strong>{browser_name(session.userAgent) || say("A browser", "浏览器")}</strong>{" "}
                  <span className="faint" dir="ltr">
                    {session.source}
                  </span>
                </span>
                <span className="hint">
                  {say("Last used ", "最近使用 ")}
                  <Moment at={session.lastSeenAt} />
                </span>
                {session.current ? (
                  <Badge tone="good">{say("This one", "当前会话")}</Badge>
                ) : (
                  <Button onPress={() => void end(session.id)}>{say("End", "结束")}</Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  );
}
