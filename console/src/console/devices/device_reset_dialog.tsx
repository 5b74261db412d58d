import { useState } from "react";
import type { Device } from "../../generated/api";
import { useChangeOnce } from "../core/change";
import { device_path } from "../core/devices";
import { isolated } from "../core/isolated";
import { useSay } from "../core/say";
import { Deliveries } from "../messages/deliveries";
import { Button } from "../parts/button";
import {
  ContactFields,
  code_contact,
  has_contact,
  is_contact_well_formed,
} from "../parts/contacts";
import { country_default } from "../parts/country_field";
import { Dialog, DialogForm } from "../parts/dialog";
import { Icon } from "../parts/icon";

/** A new code for a hard terminal: sent, never shown. */
export function DeviceResetDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const say = useSay();
  const change_once = useChangeOnce();
  const [contact, set_contact] = useState({
    email: device.email,
    phone: device.phone,
    country: device.country || country_default,
  });
  const [is_done, done] = useState(false);
  if (is_done) {
    return (
      <Dialog title={device.name} onClose={onClose}>
        <div className="dialog-body">
          <p className="waiting done" role="status">
            <Icon name="good" />
            {say(
              "The old code is dead. The new one is on its way.",
              "旧激活码已失效，新激活码正在发送。",
            )}
          </p>
          <Deliveries account={device.account} />
        </div>
        <div className="dialog-foot">
          <Button kind="primary" onPress={onClose}>
            {say("Done", "完成")}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={say(
        `Reset the code of ${isolated(device.name)}?`,
        `重置“${isolated(device.name)}”的激活码？`,
      )}
      onClose={onClose}
    >
      <DialogForm
        action={say("Reset", "重置")}
        kind="danger"
        isReady={has_contact(contact) && is_contact_well_formed(contact)}
        onClose={onClose}
        onSubmit={async () => {
          await change_once("POST", `${device_path(device.sn)}/activecode`, code_contact(contact));
          done(true);
        }}
      >
        <ul className="consequences">
          <li className="bad">
            <Icon name="warning" />
            <span>
              {say(
                "A device bound with this serial number is thrown out at once: ",
                "该序列号已绑定的设备会立即被解绑：",
              )}
              <strong>{device.sn}</strong>
            </span>
          </li>
          <li>
            <Icon name="code" />
            {say("An older code stops working.", "此前的激活码失效。")}
          </li>
          <li>
            <Icon name="message" />
            {say(
              "At most five times in 24 hours. The new code is in the message alone.",
              "24 小时内最多 5 次；新激活码只在通知中。",
            )}
          </li>
        </ul>
        <h3 className="form-part">{say("Who gets the new code", "新激活码接收方")}</h3>
        <ContactFields value={contact} onChange={set_contact} />
      </DialogForm>
    </Dialog>
  );
}
