import { useState } from "react";
import { type Invited, length_max } from "../../generated/api";
import { useChangeOnce } from "../core/change";
import { useSay } from "../core/say";
import { home_department, useSession } from "../core/session";
import { members_path } from "../core/terminals";
import { NameField } from "../parts/common_fields";
import { bare_number } from "../parts/contacts";
import { CountryField, country_default } from "../parts/country_field";
import { DepartmentField } from "../parts/department_field";
import { Dialog, DialogForm } from "../parts/dialog";
import { TextField } from "../parts/field";
import { useTell } from "../parts/toast";

/** Adds somebody by one contact, which may be an address or a number. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const change_once = useChangeOnce();
  const tell = useTell();
  const [name, set_name] = useState("");
  const [contact, set_contact] = useState("");
  const [country, set_country] = useState(country_default);
  const home = home_department(useSession());
  const [department, set_department] = useState(home);
  const is_phone = contact.trim() !== "" && !contact.includes("@");
  return (
    <Dialog title={say("Invite a user", "邀请用户")} onClose={onClose}>
      <DialogForm
        action={say("Invite", "邀请")}
        isReady={name.trim() !== "" && contact.trim() !== ""}
        onClose={onClose}
        onSubmit={async () => {
          const { userExist } = await change_once<Invited>("POST", `${members_path}/add`, {
            name: name.trim(),
            contact: is_phone ? bare_number(contact) : contact.trim(),
            ...(is_phone ? { country } : {}),
            deptCode: department || home,
          });
          tell(
            userExist
              ? say("This person is a user already.", "该用户已存在。")
              : say("Added. The password is on its way.", "已新增，初始密码正在发送。"),
          );
          onClose();
        }}
      >
        <NameField
          label={say("Name", "姓名")}
          maxLength={length_max.InviteUserRequest.name}
          value={name}
          onChange={set_name}
        />
        <TextField
          label={say("Email or mobile number", "邮箱或手机号码")}
          autoComplete="off"
          value={contact}
          onChange={set_contact}
        />
        {is_phone ? <CountryField value={country} onChange={set_country} /> : null}
        <DepartmentField value={department} onChange={set_department} />
      </DialogForm>
    </Dialog>
  );
}
