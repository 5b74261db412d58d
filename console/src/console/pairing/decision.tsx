import { type FormEvent, useState } from "react";
import type { FoundPairing, PairingApproval } from "../../generated/api";
import { useAttempt } from "../core/attempt";
import { is_outcome_unknown, useChange, useChangeOnce } from "../core/change";
import { Refusal } from "../core/client";
import { isolated } from "../core/isolated";
import { useSay } from "../core/say";
import { Fact, Facts } from "../parts/badge";
import { Button } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { TextField } from "../parts/field";
import { Icon } from "../parts/icon";
import { Distance } from "../parts/moment";
import { InUse, TakeOver, WasReset } from "./in_use";
import { type Candidate, TerminalField } from "./terminal_field";

export const pairings_path = "/v1/roomkey/pairings";
const number_length = 3;

interface Props {
  readonly code: string;
  readonly pairing: FoundPairing;
  /** The terminal that is to be searched first. */
  readonly wanted: string;
  /** The account is empty if the screen was turned away. */
  readonly onEnd: (account: string, text: string) => void;
}

/** Which terminal the screen becomes, and that it is this screen; or that it becomes none. */
export function Decision({ code, pairing, wanted, onEnd }: Props) {
  const say = useSay();
  const change = useChange();
  const change_once = useChangeOnce();
  const [terminal, choose] = useState<Candidate | null>(null);
  const [number, set_number] = useState("");
  const { is_busy, error, attempt } = useAttempt();
  const [in_use, set_in_use] = useState<Candidate | null>(null);
  const [is_taking, set_taking] = useState(false);
  const [was_reset, set_was_reset] = useState<Candidate | null>(null);
  const is_complete = terminal !== null && number.length === number_length;
  const approve = (chosen: Candidate) =>
    attempt(async () => {
      set_in_use(null);
      const body: PairingApproval = { userCode: code, number, account: chosen.account };
      try {
        await change_once("POST", `${pairings_path}/approve`, body);
      } catch (refused) {
        // The number was right, or it would have been refused first; any other is read off again.
        if (refused instanceof Refusal && refused.reason === "terminal_in_use") set_in_use(chosen);
        else if (!is_outcome_unknown(refused)) set_number("");
        throw refused;
      }
      onEnd(
        chosen.account,
        say(
          `Approved. In a few seconds the screen shows ${isolated(chosen.name)}.`,
          `已批准，几秒后屏幕将显示“${isolated(chosen.name)}”。`,
        ),
      );
    });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (is_complete) void approve(terminal);
  }
  const deny = () =>
    attempt(async () => {
      await change("POST", `${pairings_path}/deny`, { body: { userCode: code } });
      onEnd("", say("Turned away. The screen says so.", "已拒绝，屏幕会显示提示。"));
    });
  return (
    <>
      <form className="stack" onSubmit={submit} noValidate>
        <Asker pairing={pairing} />
        <p className="note warn">
          <Icon name="warning" />
          {say(
            "Approve only a screen that you see yourself: whoever sits at it sees what is shown " +
              "in the room.",
            "请仅批准您亲眼看到的屏幕：屏幕前的人可以看到该会议室的内容。",
          )}
        </p>
        <TerminalField
          label={say("Terminal that it becomes", "对应的终端")}
          value={terminal?.account ?? ""}
          onChange={choose}
          text={wanted}
        />
        <TextField
          label={say("Number on the screen", "屏幕上的数字")}
          name="number"
          inputMode="numeric"
          autoComplete="off"
          maxLength={number_length}
          value={number}
          onChange={(typed) => set_number(typed.replace(/\D/g, ""))}
          hint={say(
            "After three wrong numbers the screen has to show another code.",
            "输错三次后，屏幕须重新显示配对码。",
          )}
        />
        {was_reset && !is_busy ? <WasReset terminal={was_reset} /> : null}
        {error ? <ErrorNote error={error} /> : null}
        {in_use && in_use.account === terminal?.account ? (
          <InUse terminal={in_use} isReady={is_complete} onTake={() => set_taking(true)} />
        ) : null}
        <div className="actions">
          <Button type="submit" kind="primary" isPending={is_busy} isDisabled={!is_complete}>
            {say("Approve", "批准")}
          </Button>
          <Button isPending={is_busy} onPress={() => void deny()}>
            {say("Turn it away", "拒绝")}
          </Button>
        </div>
      </form>
      {/* Not within the form: what is submitted in a dialog would be submitted here as well. */}
      {is_taking && in_use ? (
        <TakeOver
          terminal={in_use}
          sn={pairing.sn}
          onClose={() => set_taking(false)}
          onReset={() => {
            set_was_reset(in_use);
            void approve(in_use);
          }}
        />
      ) : null}
    </>
  );
}

function Asker({ pairing }: { pairing: FoundPairing }) {
  const say = useSay();
  const { sn, model, softwareVersion, source, createdAt } = pairing;
  return (
    <Facts>
      <Fact name={say("Device", "设备")}>
        {[model, softwareVersion].filter(Boolean).join(", ")}
      </Fact>
      <Fact name={say("Serial number", "序列号")}>
        <code>{sn}</code>
      </Fact>
      <Fact name={say("From the address", "来源地址")}>
        <code>{source}</code>
      </Fact>
      <Fact name={say("Asked", "请求时间")}>
        <Distance at={createdAt} />
      </Fact>
    </Facts>
  );
}
