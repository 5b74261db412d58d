import { useState } from "react";
import type { ActiveCodeAnswer } from "../../generated/api";
import { state_of } from "../../shared/terminal";
import { useChangeOnce } from "../core/change";
import { isolated } from "../core/isolated";
import { useSay } from "../core/say";
import { codes_path, type FoundTerminal, useTerminal } from "../core/terminals";
import { Deliveries } from "../messages/deliveries";
import { Button } from "../parts/button";
import { CodeCard } from "../parts/code_card";
import { ContactFields, code_contact, is_contact_well_formed, no_contact } from "../parts/contacts";
import { Dialog, DialogForm } from "../parts/dialog";
import { Icon } from "../parts/icon";
import { Moment } from "../parts/moment";

interface Props {
  readonly terminal: FoundTerminal;
  readonly onClose: () => void;
}

/** The reset: what it will do, who gets the code, then the code and what becomes of it. */
export function ResetDialog({ terminal, onClose }: Props) {
  const say = useSay();
  const change_once = useChangeOnce();
  const { detail } = terminal;
  const [contact, set_contact] = useState(no_contact);
  const [code, set_code] = useState<string | null>(null);

  async function reset() {
    const path = `${codes_path}/${encodeURIComponent(detail.userAccount)}/reset`;
    const answer = await change_once<ActiveCodeAnswer>("PUT", path, code_contact(contact));
    set_code(answer.activeCode);
  }

  if (code) return <NewCode terminal={terminal} code={code} onClose={onClose} />;
  return (
    <Dialog
      title={say(
        `Reset the code of ${isolated(detail.name)}?`,
        `重置“${isolated(detail.name)}”的激活码？`,
      )}
      onClose={onClose}
    >
      <DialogForm
        action={say("Reset", "重置")}
        kind="danger"
        isReady={is_contact_well_formed(contact)}
        onClose={onClose}
        onSubmit={reset}
      >
        <Consequences terminal={terminal} />
        <h3 className="form-part">{say("Who gets the new code", "新激活码接收方")}</h3>
        <p className="hint">
          {say(
            "May be left empty: then nobody is notified, and the code is shown here alone.",
            "可不填写：此时不发送通知，新激活码仅在此显示。",
          )}
        </p>
        <ContactFields value={contact} onChange={set_contact} />
      </DialogForm>
    </Dialog>
  );
}

/** What a reset does to the terminal as it is now. */
export function Consequences({ terminal }: { terminal: FoundTerminal }) {
  const say = useSay();
  const { detail, listed } = terminal;
  const is_bound = detail.activeTime !== null;
  const has_code = listed ? state_of(listed) === "issued" : false;
  return (
    <ul className="consequences">
      {is_bound ? (
        <li className="bad">
          <Icon name="warning" />
          <span>
            {say(
              "This device is thrown out at once and has to be activated again: ",
              "以下设备会立即被解绑，需重新激活：",
            )}
            <strong>{detail.sn || say("without a serial number", "无序列号")}</strong>
            {say(", bound since ", "，绑定时间 ")}
            <Moment at={detail.activeTime} />
          </span>
        </li>
      ) : (
        <li>
          <Icon name="good" />
          {say(
            "No device is bound, so none is thrown out.",
            "当前没有绑定设备，不会影响任何设备。",
          )}
        </li>
      )}
      {has_code ? (
        <li>
          <Icon name="code" />
          {say("The code that waits now stops working.", "当前待使用的激活码将失效。")}
        </li>
      ) : null}
      <li>
        <Icon name="message" />
        {say("Messages not sent yet are dropped.", "尚未发出的通知会被取消。")}
      </li>
      {detail.status === 1 ? (
        <li className="bad">
          <Icon name="warning" />
          {say(
            "The terminal is disabled: its new code works once it is enabled.",
            "终端已停用，启用后新激活码才可使用。",
          )}
        </li>
      ) : null}
    </ul>
  );
}

function NewCode(props: Props & { code: string }) {
  const say = useSay();
  const { detail } = props.terminal;
  const now = useTerminal(detail.userAccount);
  const listed = now.data?.listed;
  const is_bound_again =
    now.data !== undefined && now.data.detail.activeTime !== null && !listed?.activeCode;
  return (
    <Dialog title={detail.name} isWide isHeld onClose={props.onClose}>
      <div className="dialog-body">
        <CodeCard code={props.code} room={detail.name} expires={listed?.activeCodeExpireTime} />
        <p className={is_bound_again ? "waiting done" : "waiting"} role="status">
          {is_bound_again ? (
            <>
              <Icon name="good" />
              <span>
                {say("A device has been activated with this code: ", "设备已使用此激活码激活：")}
                <strong>{now.data.detail.sn}</strong>
              </span>
            </>
          ) : (
            <>
              <span className="spinner" aria-hidden="true" />
              <span>
                {say(
                  "The old code is dead. Waiting for a device ...",
                  "旧激活码已失效，正在等待设备激活……",
                )}
              </span>
            </>
          )}
        </p>
        <Deliveries account={detail.userAccount} />
      </div>
      <div className="dialog-foot">
        <Button kind="primary" onPress={props.onClose}>
          {say("Done", "完成")}
        </Button>
      </div>
    </Dialog>
  );
}
