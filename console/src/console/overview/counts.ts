import { useQuery } from "@tanstack/react-query";
import { devices_path } from "../core/devices";
import { codes_path, members_path, terminal_types } from "../core/terminals";
import { count_of } from "./needed";

/** How much there is of everything. */
export function useCounts() {
  return useQuery({
    queryKey: ["overview", "counts"],
    queryFn: async ({ signal }) => {
      const [terminals, activated, codes, devices, users] = await Promise.all([
        count_of(members_path, { userType: terminal_types, containsUnActive: true }, signal),
        count_of(members_path, { userType: terminal_types }, signal),
        count_of(codes_path, {}, signal),
        count_of(devices_path, {}, signal),
        count_of(members_path, {}, signal),
      ]);
      return { terminals, activated, codes, devices, users };
    },
  });
}
