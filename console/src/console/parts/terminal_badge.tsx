import { type Progress, type State, state_of, state_words } from "../../shared/terminal";
import { useSay } from "../core/say";
import { Badge, type Tone } from "./badge";

const tones: Record<State, Tone> = { bound: "good", issued: "info", lapsed: "warn", none: "off" };

interface Props {
  readonly terminal: Progress & { readonly status: number };
  /** Said of a bound device, if it is known. */
  readonly isOnline?: boolean;
}

/** Whether a device is bound, and whether the account is switched off. */
export function TerminalBadge({ terminal, isOnline }: Props) {
  const say = useSay();
  const state = state_of(terminal);
  return (
    <span className="badges together">
      {terminal.status === 1 ? <Badge tone="bad">{say("Disabled", "已停用")}</Badge> : null}
      <Badge tone={tones[state]}>{say(state_words[state])}</Badge>
      {state === "bound" && isOnline === false ? (
        <Badge tone="warn">{say("Not online", "不在线")}</Badge>
      ) : null}
    </span>
  );
}
