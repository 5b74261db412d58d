// Lists whose rows jobs can be about: all rows that match, those that are chosen, or their table.
import type { JobKind, JobSelection } from "../../generated/api";
import type { QueryValue } from "../core/client";

/** As the paths of their exports end. */
export type ListName = "terminals" | "users" | "devices";

/** What can be done with rows of the list as they are. */
export const kinds_of_rows: Record<ListName, readonly JobKind[]> = {
  terminals: ["reset", "label", "move", "disable", "enable", "delete"],
  users: ["move", "disable", "enable", "delete"],
  devices: [
    "reset-devices",
    "label-devices",
    "move-devices",
    "disable-devices",
    "enable-devices",
    "delete-devices",
  ],
};

/** What a table of the list can be for. The first is what brings it back. */
export const kinds_of_table = (list: ListName): readonly JobKind[] => {
  const own: Record<ListName, readonly JobKind[]> = {
    terminals: ["update", "create-terminals"],
    users: ["update", "create-users"],
    devices: ["update-devices", "create-devices"],
  };
  return [...own[list], ...kinds_of_rows[list]];
};

export type Filters = Readonly<Record<string, QueryValue>>;

/** What every selection of the list says, so that none is empty. */
const always: Record<ListName, JobSelection> = {
  terminals: {},
  users: { userType: [2] },
  devices: { enableSubDept: true },
};

/** The filters of the list, which are texts of the address, as a job takes them. */
export function selection_of(list: ListName, filters: Filters): JobSelection {
  const { sortField: _, isAsc: __, status, adminType, online, ...others } = filters;
  const given = Object.entries(others).filter(([, value]) => value !== null && value !== "");
  return {
    ...always[list],
    ...(Object.fromEntries(given) as JobSelection),
    ...(status ? { status: Number(status) as 0 | 1 } : {}),
    ...(adminType ? { adminType: Number(adminType) as 1 | 2 } : {}),
    ...(online ? { online: online === "true" } : {}),
  };
}
