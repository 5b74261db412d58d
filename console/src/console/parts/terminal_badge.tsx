import { type State, state_of, state_words, type Terminal } from "../../shared/terminal";
import { useSay } from "../core/say";
import { Badge, type Tone } from "./badge";

const tones: Record<State, Tone> = { bound: "good", issued: "info", lapsed: "warn", none: "off" };

/** Whether a device is bound, and whether the account is switched off. */
export function TerminalBadge({ terminal }: { terminal: Terminal }) {
  const say = useSay();
  const state = state_of(terminal);
  return (
    <span className="badges">
      {terminal.status === 1 ? <Badge tone="bad">{say("Disabled", "已停用")}</Badge> : null}
      <Badge tone={tones[state]}>{say(state_words[state])}</Badge>
    </span>
  );
}
