import { type FormEvent, useState } from "react";
import type { FoundPairing, PairingApproval } from "../../generated/api";
import { place } from "../core/address";
import { useAttempt } from "../core/attempt";
import { useChange } from "../core/change";
import { Refusal } from "../core/client";
import { useSay } from "../core/say";
import { Fact, Facts } from "../parts/badge";
import { Button, PlaceLink } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { TextField } from "../parts/field";
import { Distance } from "../parts/moment";
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
  const [terminal, choose] = useState<Candidate | null>(null);
  const [number, set_number] = useState("");
  const { is_busy, error, attempt } = useAttempt();
  const is_complete = terminal !== null && number.length === number_length;
  async function approve(event: FormEvent) {
    event.preventDefault();
    if (!terminal || !is_complete) return;
    const body: PairingApproval = { userCode: code, number, account: terminal.account };
    await attempt(async () => {
      set_number("");
      await change("POST", `${pairings_path}/approve`, { body });
      onEnd(
        terminal.account,
        say(
          `Approved. In a few seconds the screen shows ${terminal.name}.`,
          `已批准，几秒后屏幕将显示“${terminal.name}”。`,
        ),
      );
    });
  }
  const deny = () =>
    attempt(async () => {
      await change("POST", `${pairings_path}/deny`, { body: { userCode: code } });
      onEnd("", say("Turned away. The screen says so.", "已拒绝，屏幕会显示提示。"));
    });
  return (
    <form className="stack" onSubmit={approve} noValidate>
      <Asker pairing={pairing} />
      <p className="note warn">
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
      {error ? <ErrorNote error={error} /> : null}
      <InUse error={error} terminal={terminal} />
      <div className="actions">
        <Button isPending={is_busy} onPress={() => void deny()}>
          {say("Turn it away", "拒绝")}
        </Button>
        <Button type="submit" kind="primary" isPending={is_busy} isDisabled={!is_complete}>
          {say("Approve", "批准")}
        </Button>
      </div>
    </form>
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

/** A terminal that has a device is reset first, on its own page, where that is explained. */
function InUse({ error, terminal }: { error: unknown; terminal: Candidate | null }) {
  const say = useSay();
  const is_in_use = error instanceof Refusal && error.reason === "terminal_in_use";
  if (!is_in_use || !terminal) return null;
  return (
    <p>
      <PlaceLink to={place("terminals", terminal.account)}>
        {say("Reset it there, then come back", "前往重置后再返回")}
      </PlaceLink>
    </p>
  );
}
