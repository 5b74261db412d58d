import type { Notice } from "../../generated/api";
import { useSay } from "../core/say";
import { Badge } from "../parts/badge";
import { report_names, report_tones, state_names, state_tones } from "./message_words";

/** How far a message came; the gateway's report goes further than our own state. */
export function MessageBadge({ notice }: { notice: Notice }) {
  const say = useSay();
  const { report, state } = notice;
  return (
    <span className="badges">
      {report ? (
        <Badge tone={report_tones[report]}>{say(report_names[report])}</Badge>
      ) : (
        <Badge tone={state_tones[state]}>{say(state_names[state])}</Badge>
      )}
    </span>
  );
}
