import { useState } from "react";
import { place } from "../core/address";
import { number_text } from "../core/format";
import { useSay } from "../core/say";
import { useMay } from "../core/session";
import { Button, PlaceLink } from "../parts/button";
import { Card } from "../parts/page";
import { Loaded } from "../parts/state";
import { useHistory } from "./history";
import { HistoryList } from "./history_list";

const step = 10;
/** As many as one page of the API has. */
const shown_max = 500;

/** What happened to a terminal, and who did it; newest first. */
export function HistoryCard({ account }: { account: string }) {
  const say = useSay();
  const may = useMay();
  const [limit, set_limit] = useState(step);
  const query = useHistory(account, limit);
  const trail = `${place("audit")}?search=${encodeURIComponent(account)}`;
  return (
    <Card title={say("History", "历史记录")}>
      <section aria-label={say("History of this terminal", "该终端的历史记录")}>
        <Loaded query={query}>
          {({ data, count }) =>
            data.length === 0 ? (
              <p className="faint">{say("Nothing is recorded.", "没有记录。")}</p>
            ) : (
              <>
                <HistoryList records={data} />
                <div className="actions">
                  {data.length < count && limit < shown_max ? (
                    <Button
                      isPending={query.isPlaceholderData}
                      onPress={() => set_limit(Math.min(limit + 2 * step, shown_max))}
                    >
                      {say("Show more", "显示更多")}
                    </Button>
                  ) : null}
                  <span className="hint">
                    {say(
                      `${number_text(data.length)} of ${number_text(count)}`,
                      `${number_text(data.length)} / ${number_text(count)}`,
                    )}
                  </span>
                  {may("oversee") ? (
                    <PlaceLink to={trail}>
                      {say("In the audit trail", "在操作日志中查看")}
                    </PlaceLink>
                  ) : null}
                </div>
              </>
            )
          }
        </Loaded>
      </section>
    </Card>
  );
}
