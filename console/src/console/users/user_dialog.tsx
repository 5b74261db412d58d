import { useState } from "react";
import { length_max, type UserDetail } from "../../generated/api";
import { useChange, useChangeOnce } from "../core/change";
import { useSay } from "../core/say";
import { home_department, useSession } from "../core/session";
import { member_path, members_path } from "../core/terminals";
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
import { Checkbox, TextField } from "../parts/field";
import { useTell } from "../parts/toast";

/** Adds a user, whose first password goes to the contact, or changes one. */
export function UserDialog(props: { user: UserDetail | null; onClose: () => void }) {
  const say = useSay();
  const change = useChange();
  const change_once = useChangeOnce();
  const tell = useTell();
  const { user } = props;
  const [name, set_name] = useState(user?.name ?? "");
  const [account, set_account] = useState("");
  const [third, set_third] = useState("");
  const [title, set_title] = useState(user?.title ?? "");
  const [remarks, set_remarks] = useState(user?.desc ?? "");
  const home = home_department(useSession());
  const [department, set_department] = useState(user?.deptCode ?? home);
  const [is_hidden, hide] = useState(user?.hidePhone ?? false);
  const [contact, set_contact] = useState(
    user
      ? { email: user.email, phone: user.phone, country: user.country || country_default }
      : no_contact,
  );
  // Users that a sign-in made need not have a contact.
  const may_lack_contact = user !== null && user.email === "" && user.phone === "";
  const is_contact_given = has_contact(contact);

  async function save() {
    const body = {
      name: name.trim(),
      title,
      desc: remarks,
      hidePhone: is_hidden,
      deptCode: department || home,
      ...(is_contact_given ? user_contact(contact) : {}),
    };
    if (user) {
      await change("PUT", member_path(user.userAccount), { body });
    } else {
      await change_once("POST", members_path, {
        ...body,
        ...(account ? { account: account.trim() } : {}),
        ...(third ? { thirdAccount: third.trim() } : {}),
      });
    }
    tell(
      user
        ? say("Saved.", "已保存。")
        : say("Added. The password is on its way.", "已新增，初始密码正在发送。"),
    );
    props.onClose();
  }

  return (
    <Dialog
      title={user ? say("Edit user", "编辑用户") : say("Add user", "新增用户")}
      onClose={props.onClose}
    >
      <DialogForm
        action={user ? say("Save", "保存") : say("Add", "新增")}
        isReady={
          name.trim() !== "" &&
          is_contact_well_formed(contact) &&
          (is_contact_given || may_lack_contact)
        }
        onClose={props.onClose}
        onSubmit={save}
      >
        <NameField
          label={say("Name", "姓名")}
          maxLength={length_max.AddUserRequest.name}
          value={name}
          onChange={set_name}
        />
        {user ? null : (
          <div className="pair">
            <TextField
              label={say("Account", "帐号")}
              maxLength={length_max.AddUserRequest.account}
              value={account}
              onChange={set_account}
              hint={say("Made by the server if empty.", "不填则自动生成。")}
            />
            <TextField
              label={say("Third-party id", "第三方用户 ID")}
              maxLength={length_max.AddUserRequest.thirdAccount}
              value={third}
              onChange={set_third}
              hint={say("For sign-ins by App ID.", "用于 App ID 登录。")}
            />
          </div>
        )}
        <div className="pair">
          <DepartmentField value={department} onChange={set_department} />
          <TextField
            label={say("Position", "职位")}
            maxLength={length_max.AddUserRequest.title}
            value={title}
            onChange={set_title}
          />
        </div>
        <h3 className="form-part">{say("Contact", "联系方式")}</h3>
        {user ? null : (
          <p className="hint">{say("The first password is sent there.", "初始密码将发送至此。")}</p>
        )}
        <ContactFields value={contact} onChange={set_contact} />
        <Checkbox isSelected={is_hidden} onChange={hide}>
          {say("Hide the number from other users", "对其他用户隐藏手机号码")}
        </Checkbox>
        <RemarksField
          maxLength={length_max.AddUserRequest.desc}
          value={remarks}
          onChange={set_remarks}
        />
      </DialogForm>
    </Dialog>
  );
}
