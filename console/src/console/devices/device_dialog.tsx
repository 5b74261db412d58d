import { useState } from "react";
import { type Device, length_max } from "../../generated/api";
import { useChange, useChangeOnce } from "../core/change";
import { device_path, devices_path, useModels } from "../core/devices";
import { useSay } from "../core/say";
import { home_department, useSession } from "../core/session";
import { NameField, RemarksField } from "../parts/common_fields";
import {
  ContactFields,
  has_contact,
  is_contact_well_formed,
  no_contact,
  user_contact,
} from "../parts/contacts";
import { country_default } from "../parts/country_field";
import { DepartmentField } from "../parts/department_field";
import { Dialog, DialogForm } from "../parts/dialog";
import { Checkbox, Select, TextField } from "../parts/field";
import { useTell } from "../parts/toast";

const model_default = "TE20";

/** Adds a hard terminal, or changes one. Model and serial number stay as they are. */
export function DeviceDialog(props: { device: Device | null; onClose: () => void }) {
  const say = useSay();
  const change = useChange();
  const change_once = useChangeOnce();
  const tell = useTell();
  const models = useModels();
  const { device } = props;
  const [name, set_name] = useState(device?.name ?? "");
  const [model, set_model] = useState(device?.model ?? model_default);
  const [sn, set_sn] = useState("");
  const home = home_department(useSession());
  const [department, set_department] = useState(device?.deptCode ?? home);
  const [description, set_description] = useState(device?.description ?? "");
  const [is_notified, notify] = useState(true);
  const [contact, set_contact] = useState(
    device
      ? { email: device.email, phone: device.phone, country: device.country || country_default }
      : no_contact,
  );

  async function save() {
    const body = {
      name: name.trim(),
      deptCode: department || home,
      description,
      ...user_contact(contact),
    };
    if (device) await change("PUT", device_path(device.sn), { body });
    else {
      await change_once("POST", devices_path, {
        ...body,
        model,
        ...(sn ? { sn: sn.trim() } : {}),
        sendNotify: is_notified ? "1" : "0",
      });
    }
    tell(device ? say("Saved.", "已保存。") : say("Added.", "已新增。"));
    props.onClose();
  }

  return (
    <Dialog
      title={
        device
          ? say("Edit hard terminal", "编辑硬件终端")
          : say("Add hard terminal", "新增硬件终端")
      }
      onClose={props.onClose}
    >
      <DialogForm
        action={device ? say("Save", "保存") : say("Add", "新增")}
        isReady={name.trim() !== "" && has_contact(contact) && is_contact_well_formed(contact)}
        onClose={props.onClose}
        onSubmit={save}
      >
        <NameField maxLength={length_max.AddDeviceRequest.name} value={name} onChange={set_name} />
        {device ? null : (
          <div className="pair">
            <Select
              label={say("Model", "型号")}
              value={model}
              options={(models.data ?? []).map((each) => ({ value: each.model, text: each.model }))}
              onChange={set_model}
            />
            <TextField
              label={say("Serial number", "序列号")}
              maxLength={length_max.AddDeviceRequest.sn}
              value={sn}
              onChange={set_sn}
              hint={say("Empty: that of the device activated.", "不填则以激活的设备为准。")}
            />
          </div>
        )}
        <DepartmentField value={department} onChange={set_department} />
        <h3 className="form-part">{say("Contact", "联系方式")}</h3>
        <ContactFields value={contact} onChange={set_contact} />
        {device ? null : (
          <Checkbox isSelected={is_notified} onChange={notify}>
            {say("Send the code to this contact", "向该联系人发送激活码")}
          </Checkbox>
        )}
        <RemarksField
          maxLength={length_max.AddDeviceRequest.description}
          value={description}
          onChange={set_description}
        />
      </DialogForm>
    </Dialog>
  );
}
