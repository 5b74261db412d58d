import { useState } from "react";
import { useSay } from "../core/say";
import { Button } from "../parts/button";
import { DepartmentField, useDepartment } from "../parts/department_field";
import { Icon } from "../parts/icon";

export interface ChosenDepartment {
  readonly deptCode: string;
  readonly deptName: string;
}

interface Props {
  readonly value: readonly ChosenDepartment[];
  readonly onChange: (value: readonly ChosenDepartment[]) => void;
}

/** Any number of departments, each with all below it. */
export function DepartmentsField({ value, onChange }: Props) {
  const say = useSay();
  const [added, count_added] = useState(0);
  const without = (code: string) => value.filter(({ deptCode }) => deptCode !== code);
  return (
    <div className="field">
      {/* Its list closes when its value changes, which here is never: the next one is another. */}
      <DepartmentField
        key={added}
        label={say("Add a department, with all below it", "添加部门（含下级部门）")}
        value=""
        isNext={added > 0}
        onChange={(code) => {
          if (!code) return;
          onChange([...without(code), { deptCode: code, deptName: "" }]);
          count_added(added + 1);
        }}
      />
      <ul className="rows">
        {value.map((each) => (
          <li key={each.deptCode} className="with-copy">
            <Name department={each} />
            <Button
              kind="plain"
              aria-label={say(`Remove ${each.deptCode}`, `移除 ${each.deptCode}`)}
              onPress={() => onChange(without(each.deptCode))}
            >
              <Icon name="close" />
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One that was just chosen is known by its code. */
function Name({ department }: { department: ChosenDepartment }) {
  const { data } = useDepartment(department.deptName ? "" : department.deptCode);
  return <span>{department.deptName || (data?.deptName ?? department.deptCode)}</span>;
}
