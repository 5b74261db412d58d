import type { AuditRecord } from "../../generated/api";
import { number_text } from "../core/format";
import { useSay } from "../core/say";
import { Badge } from "../parts/badge";
import { Moment } from "../parts/moment";
import { id_of } from "./history";
import { actor_words, event_words, is_refusal, reason_words } from "./history_words";

/** Sources that are no address of a client. */
const unspoken_sources = ["cli", "outbox", "gateway", ""];

function Happening({ record }: { record: AuditRecord }) {
  const say = useSay();
  const { operation, outcome, count, source, detail, time, lastTime } = record;
  const event = event_words(record);
  const reason = reason_words(outcome);
  return (
    <li>
      <p className="history-what">
        <strong>{event ? say(event) : <code>{operation}</code>}</strong>
        {is_refusal(record) ? (
          <Badge tone="bad">{reason ? say(reason) : <code>{outcome}</code>}</Badge>
        ) : null}
        {count > 1 ? <span className="faint">× {number_text(count)}</span> : null}
        <span className="hint">
          <Moment at={time} />
          {count > 1 ? (
            <>
              {" – "}
              <Moment at={lastTime} />
            </>
          ) : null}
        </span>
      </p>
      <p className="history-who">
        <span>{say(actor_words(record))}</span>
        {unspoken_sources.includes(source) ? null : (
          <span>
            {say("from ", "来自 ")}
            <span dir="ltr">{source}</span>
          </span>
        )}
        {detail ? <span className="faint">{detail}</span> : null}
      </p>
    </li>
  );
}

/** Records in words, in the order in which they come. */
export function HistoryList({ records }: { records: readonly AuditRecord[] }) {
  return (
    <ol className="history">
      {records.map((record) => (
        <Happening key={id_of(record)} record={record} />
      ))}
    </ol>
  );
}
