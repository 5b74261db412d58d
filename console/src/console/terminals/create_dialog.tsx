import { useState } from "react";
import { type ActiveCodeAnswer, type DeviceType, length_max } from "../../generated/api";
import { go, place } from "../core/address";
import { useChange } from "../core/change";
import { useSay } from "../core/say";
import { home_department, useSession } from "../core/session";
import { device_types, find_code } from "../core/terminals";
import { Deliveries } from "../messages/deliveries";
import { Button } from "../parts/button";
import { CodeCard } from "../parts/code_card";
import { NameField, RemarksField } from "../parts/common_fields";
import {
  ContactFields,
  code_contact,
  has_contact,
  is_contact_well_formed,
  no_contact,
} from "../parts/contacts";
import { DepartmentField } from "../parts/department_field";
import { Dialog, DialogForm } from "../parts/dialog";
import { Select } from "../parts/field";

interface Made {
  readonly code: string;
  readonly account: string | null;
  readonly expires: number | null;
}

/** A new terminal with its first code. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const change = useChange();
  const [name, set_name] = useState("");
  const [type, set_type] = useState<DeviceType>("idea-hub");
  const home = home_department(useSession());
  const [department, set_department] = useState(home);
  const [remarks, set_remarks] = useState("");
  const [contact, set_contact] = useState(no_contact);
  const [made, set_made] = useState<Made | null>(null);

  async function create() {
    const answer = await change<ActiveCodeAnswer>("POST", "/v1/usg/dcs/corp/vision/activecode", {
      body: {
        devType: type,
        devName: name.trim(),
        deptCode: department || home,
        description: remarks,
        ...code_contact(contact),
      },
    });
    const code = answer.activeCode;
    set_made({ code, account: null, expires: null });
    // The code is what counts; without the rest it is shown all the same.
    const found = await find_code(code).catch(() => null);
    set_made({
      code,
      account: found?.account ?? null,
      expires: found?.code?.expireDate ?? null,
    });
  }

  if (made) {
    const { account } = made;
    return (
      <Dialog title={name.trim()} isWide isHeld onClose={onClose}>
        <div className="dialog-body">
          <CodeCard code={made.code} room={name.trim()} expires={made.expires} />
          {account ? <Deliveries account={account} /> : null}
        </div>
        <div className="dialog-foot">
          {account ? (
            <Button onPress={() => go(place("terminals", account))}>
              {say("Open the terminal", "查看终端")}
            </Button>
          ) : null}
          <Button kind="primary" onPress={onClose}>
            {say("Done", "完成")}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={say("New terminal", "新增终端")} onClose={onClose}>
      <DialogForm
        action={say("Create", "创建")}
        isReady={name.trim() !== "" && has_contact(contact) && is_contact_well_formed(contact)}
        onClose={onClose}
        onSubmit={create}
      >
        <NameField
          maxLength={length_max.CreateCodeRequest.devName}
          value={name}
          onChange={set_name}
          hint={say("The room, best of all.", "建议填写会议室名称。")}
        />
        <div className="pair">
          <Select
            label={say("Kind", "类型")}
            value={type}
            options={Object.entries(device_types).map(([value, text]) => ({
              value,
              text: say(text),
            }))}
            onChange={(value) => set_type(value as DeviceType)}
          />
          <DepartmentField value={department} onChange={set_department} />
        </div>
        <h3 className="form-part">{say("Who gets the code", "激活码接收方")}</h3>
        <p className="hint">
          {say(
            "The code is shown here as well. An email is required unless the number is " +
              "of mainland China.",
            "激活码也会在此显示。除非填写中国大陆手机号码，否则邮箱必填。",
          )}
        </p>
        <ContactFields value={contact} onChange={set_contact} />
        <RemarksField
          maxLength={length_max.CreateCodeRequest.description}
          value={remarks}
          onChange={set_remarks}
        />
      </DialogForm>
    </Dialog>
  );
}
