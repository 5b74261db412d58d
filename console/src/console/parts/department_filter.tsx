import { useQueryState } from "../core/address";
import { useSay } from "../core/say";
import { DepartmentField } from "./department_field";

/** A department and what is below it; the address keeps its code. */
export function DepartmentFilter() {
  const say = useSay();
  const [query, change] = useQueryState();
  return (
    <DepartmentField
      label={say("Department", "部门")}
      isLabelHidden
      placeholder={say("Department", "部门")}
      value={query.get("department") ?? ""}
      onChange={(code) => change({ department: code || null, page: null })}
    />
  );
}
