// A terminal that has a device, such as a screen that has forgotten what it was: it is reset and
// given to the screen that asks, without another scan.

import { place } from "../core/address";
import { useChangeOnce } from "../core/change";
import { isolated } from "../core/isolated";
import { useSay } from "../core/say";
import { codes_path, type FoundTerminal, useTerminal } from "../core/terminals";
import { Button, PlaceLink } from "../parts/button";
import { Dialog, DialogForm } from "../parts/dialog";
import { Icon } from "../parts/icon";
import { Loaded } from "../parts/state";
import { Consequences } from "../terminals/reset_dialog";
import type { Candidate } from "./terminal_field";

interface InUseProps {
  readonly terminal: Candidate;
  /** The number is there as well. */
  readonly isReady: boolean;
  readonly onTake: () => void;
}

export function InUse({ terminal, isReady, onTake }: InUseProps) {
  const say = useSay();
  // Its new code goes to somebody, who has to be named there.
  if (terminal.is_hard) {
    return (
      <p>
        <PlaceLink to={place("terminals", terminal.account)}>
          {say("Reset it there, then come back", "前往重置后再返回")}
        </PlaceLink>
      </p>
    );
  }
  return (
    <div className="note warn">
      <Icon name="warning" />
      <div className="note-body">
        <p>
          {say(
            "If this screen has forgotten its room, or replaces the other device: reset the " +
              "terminal and approve the screen in one step.",
            "如果此屏幕丢失了绑定，或要用它替换原设备，可一步完成重置并批准。",
          )}
        </p>
        <Button kind="danger" isDisabled={!isReady} onPress={onTake}>
          {say("Reset and approve ...", "重置并批准……")}
        </Button>
      </div>
    </div>
  );
}

interface TakeOverProps {
  readonly terminal: Candidate;
  /** Serial number of the screen that asks. */
  readonly sn: string;
  readonly onClose: () => void;
  readonly onReset: () => void;
}

/** What the reset will do, and the press that does it. */
export function TakeOver({ terminal, sn, onClose, onReset }: TakeOverProps) {
  const say = useSay();
  const change_once = useChangeOnce();
  const query = useTerminal(terminal.account);
  return (
    <Dialog
      title={say(
        `Reset ${isolated(terminal.name)} and approve this screen?`,
        `重置“${isolated(terminal.name)}”并批准此屏幕？`,
      )}
      role="alertdialog"
      onClose={onClose}
    >
      <DialogForm
        action={say("Reset and approve", "重置并批准")}
        kind="danger"
        isReady={query.data !== undefined}
        onClose={onClose}
        onSubmit={async () => {
          const path = `${codes_path}/${encodeURIComponent(terminal.account)}/reset`;
          await change_once("PUT", path, {});
          onClose();
          onReset();
        }}
      >
        <Loaded query={query}>
          {(found) => (
            <>
              <Consequences terminal={found} />
              <Comparison found={found} sn={sn} />
            </>
          )}
        </Loaded>
      </DialogForm>
    </Dialog>
  );
}

/** Serial numbers are what devices say of themselves: a help for the eye, and no proof. */
function Comparison({ found, sn }: { found: FoundTerminal; sn: string }) {
  const say = useSay();
  if (found.detail.activeTime === null) return null;
  return (
    <p>
      {found.detail.sn === sn
        ? say("This screen has the same serial number.", "此屏幕的序列号与之相同。")
        : say(`This screen has another serial number: ${sn}`, `此屏幕的序列号与之不同：${sn}`)}
    </p>
  );
}

/** What is left if the screen was not approved after the reset. */
export function WasReset({ terminal }: { terminal: Candidate }) {
  const say = useSay();
  const name = isolated(terminal.name);
  return (
    <div className="note warn" role="alert">
      <Icon name="warning" />
      <div className="note-body">
        <p className="note-title">
          {say(
            `${name} was reset and its device thrown out. This screen was not approved.`,
            `“${name}”已重置，原设备已解绑；此屏幕未获批准。`,
          )}
        </p>
        <p>
          {say(
            "Approve again, by the code that the screen shows now, or use the new activation " +
              "code of the terminal.",
            "请按屏幕当前显示的配对码重新批准，或使用该终端的新激活码。",
          )}{" "}
          <PlaceLink to={place("terminals", terminal.account)}>
            {say("Show the terminal", "查看终端")}
          </PlaceLink>
        </p>
      </div>
    </div>
  );
}
