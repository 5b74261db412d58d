import { useState } from "react";
import type { RoleHolder } from "../../generated/api";
import { useChange } from "../core/change";
import { isolated } from "../core/isolated";
import { useSay } from "../core/say";
import { is_default_administrator, useSession } from "../core/session";
import { Dialog, DialogForm } from "../parts/dialog";
import { Select } from "../parts/field";
import { useTell } from "../parts/toast";
import { type ChosenDepartment, DepartmentsField } from "./departments_field";
import { type GivenRole, given_roles, role_names, role_path, role_uses } from "./role_words";
import { UserField } from "./user_field";

/** Gives somebody a role, or another one. */
export function RoleDialog(props: { holder: RoleHolder | null; onClose: () => void }) {
  const say = useSay();
  const session = useSession();
  const change = useChange();
  const tell = useTell();
  const { holder, onClose } = props;
  const [chosen, choose] = useState(holder && { account: holder.account, name: holder.name });
  const [role, set_role] = useState<GivenRole>((holder?.role ?? "help_desk") as GivenRole);
  const [is_of_all, set_of_all] = useState((holder?.departments ?? []).length === 0);
  const [departments, set_departments] = useState<readonly ChosenDepartment[]>(
    holder?.departments ?? [],
  );
  // Administrators of the whole enterprise are made by the default one.
  const is_offered = (each: GivenRole) =>
    each !== "administrator" || !is_of_all || is_default_administrator(session);
  return (
    <Dialog
      title={
        holder
          ? say(`Role of ${isolated(holder.name)}`, `“${isolated(holder.name)}”的角色`)
          : say("Give a role", "授予角色")
      }
      onClose={onClose}
    >
      <DialogForm
        action={holder ? say("Save", "保存") : say("Give", "授予")}
        isReady={chosen !== null && is_offered(role) && (is_of_all || departments.length > 0)}
        onClose={onClose}
        onSubmit={async () => {
          if (!chosen) return;
          const deptCodes = is_of_all ? [] : departments.map(({ deptCode }) => deptCode);
          await change("PUT", role_path(chosen.account), { body: { role, deptCodes } });
          tell(
            say(
              `${isolated(chosen.name)}: ${role_names[role].en}.`,
              `“${isolated(chosen.name)}”的角色：${role_names[role].zh}。`,
            ),
          );
          onClose();
        }}
      >
        {holder ? null : <UserField onChoose={choose} />}
        <Select
          label={say("Scope", "范围")}
          value={is_of_all ? "all" : "departments"}
          options={[
            { value: "all", text: say("The whole enterprise", "整个企业") },
            { value: "departments", text: say("Departments", "部门") },
          ]}
          onChange={(value) => set_of_all(value === "all")}
        />
        {is_of_all ? null : <DepartmentsField value={departments} onChange={set_departments} />}
        <Select
          label={say("Role", "角色")}
          value={role}
          options={given_roles
            .filter(is_offered)
            .map((each) => ({ value: each, text: say(role_names[each]) }))}
          onChange={(value) => set_role(value as GivenRole)}
        />
        <p className="hint">{say(role_uses[role])}</p>
      </DialogForm>
    </Dialog>
  );
}
