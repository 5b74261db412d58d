import { useState } from "react";
import { length_max } from "../../generated/api";
import { useChange } from "../core/change";
import { useSay } from "../core/say";
import { type FoundTerminal, member_path } from "../core/terminals";
import { NameField, RemarksField } from "../parts/common_fields";
import { ContactFields, is_contact_well_formed, user_contact } from "../parts/contacts";
import { country_default } from "../parts/country_field";
import { DepartmentField, root_department } from "../parts/department_field";
import { Dialog, DialogForm } from "../parts/dialog";
import { useTell } from "../parts/toast";

/** Changes what may be changed without touching the binding. */
export function EditDialog(props: { terminal: FoundTerminal; onClose: () => void }) {
  const say = useSay();
  const change = useChange();
  const tell = useTell();
  const { detail } = props.terminal;
  const [name, set_name] = useState(detail.name);
  const [department, set_department] = useState(detail.deptCode);
  const [remarks, set_remarks] = useState(detail.desc);
  const [contact, set_contact] = useState({
    email: detail.email,
    phone: detail.phone,
    country: detail.country || country_default,
  });
  const had_contact = detail.email !== "" || detail.phone !== "";
  return (
    <Dialog title={say("Edit terminal", "编辑终端")} onClose={props.onClose}>
      <DialogForm
        action={say("Save", "保存")}
        isReady={name.trim() !== "" && is_contact_well_formed(contact)}
        onClose={props.onClose}
        onSubmit={async () => {
          const has_one = contact.email !== "" || contact.phone !== "";
          await change("PUT", member_path(detail.userAccount), {
            body: {
              name: name.trim(),
              deptCode: department || root_department,
              // What came with the code may be longer than an edit may make it.
              ...(remarks === detail.desc ? {} : { desc: remarks }),
              ...(has_one || had_contact ? user_contact(contact) : {}),
            },
          });
          tell(say("Saved.", "已保存。"));
          props.onClose();
        }}
      >
        <NameField maxLength={length_max.UpdateUserRequest.name} value={name} onChange={set_name} />
        <DepartmentField value={department} onChange={set_department} />
        <ContactFields value={contact} onChange={set_contact} />
        <RemarksField
          maxLength={length_max.UpdateUserRequest.desc}
          value={remarks}
          onChange={set_remarks}
        />
      </DialogForm>
    </Dialog>
  );
}
