import { useState } from "react";
import { type Department, length_max } from "../../generated/api";
import { useChange, useChangeOnce } from "../core/change";
import { isolated } from "../core/isolated";
import { useSay } from "../core/say";
import { NameField, RemarksField } from "../parts/common_fields";
import { DepartmentField, root_department } from "../parts/department_field";
import { Dialog, DialogForm } from "../parts/dialog";
import { TextField } from "../parts/field";
import { useTell } from "../parts/toast";
import { department_path_of } from "./departments_page";

interface Props {
  /** Under which a new one is added. */
  readonly parent: Department | null;
  /** Which one is changed. */
  readonly department: Department | null;
  readonly onClose: () => void;
}

export function DepartmentDialog({ parent, department, onClose }: Props) {
  const say = useSay();
  const change = useChange();
  const change_once = useChangeOnce();
  const tell = useTell();
  const [name, set_name] = useState(department?.deptName ?? "");
  const [code, set_code] = useState("");
  const [note, set_note] = useState(department?.note ?? "");
  const [above, set_above] = useState(department?.parentDeptCode ?? "");
  const parent_name = isolated(parent?.deptName ?? "");
  const may_move = department !== null && department.deptCode !== root_department;
  return (
    <Dialog
      title={
        department
          ? say("Edit department", "编辑部门")
          : say(`Add below ${parent_name}`, `在“${parent_name}”下新增部门`)
      }
      onClose={onClose}
    >
      <DialogForm
        action={department ? say("Save", "保存") : say("Add", "新增")}
        isReady={name.trim() !== ""}
        onClose={onClose}
        onSubmit={async () => {
          const body = { deptName: name.trim(), note };
          if (department) {
            const moved = may_move && above !== department.parentDeptCode;
            await change("PUT", department_path_of(department.deptCode), {
              body: { ...body, ...(moved ? { parentDeptCode: above || root_department } : {}) },
            });
          } else {
            await change_once("POST", "/v1/usg/dcs/corp/dept", {
              ...body,
              parentDeptCode: parent?.deptCode ?? root_department,
              ...(code ? { deptCode: code.trim() } : {}),
            });
          }
          tell(say("Saved.", "已保存。"));
          onClose();
        }}
      >
        <NameField
          maxLength={length_max.AddDepartmentRequest.deptName}
          value={name}
          onChange={set_name}
        />
        {department ? null : (
          <TextField
            label={say("Code", "编码")}
            maxLength={length_max.AddDepartmentRequest.deptCode}
            value={code}
            onChange={set_code}
            hint={say(
              "Made by the server if empty; stays for good.",
              "不填则自动生成，之后不可修改。",
            )}
          />
        )}
        {may_move ? (
          <DepartmentField label={say("Below", "上级部门")} value={above} onChange={set_above} />
        ) : null}
        <RemarksField
          maxLength={length_max.AddDepartmentRequest.note}
          value={note}
          onChange={set_note}
        />
      </DialogForm>
    </Dialog>
  );
}
