// Hard terminals: known by their serial number, activated by a code that no administrator sees.
import { useQuery } from "@tanstack/react-query";
import type { Device, DeviceModel, DeviceState } from "../../generated/api";
import { call } from "./client";

export const devices_path = "/v1/usg/dcs/corp/device";
export const device_path = (sn: string): string => `${devices_path}/${encodeURIComponent(sn)}`;

export function useModels() {
  return useQuery({
    queryKey: ["models"],
    queryFn: ({ signal }) =>
      call<readonly DeviceModel[]>("GET", "/v1/usg/dcs/termdevtype", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** By number, whether a device is bound and was seen lately. */
export function useOnline(devices: readonly Device[] | undefined) {
  const numbers = (devices ?? []).map(({ number }) => number);
  return useQuery({
    queryKey: ["online", numbers],
    queryFn: async ({ signal }) => {
      const states = await call<readonly DeviceState[]>("POST", "/v1/usg/acs/ap/userstatus", {
        body: numbers,
        signal,
      });
      return new Map(
        states.map((state) => [state.Number.replace(/^tel:/, ""), state.RegStatus === "0"]),
      );
    },
    enabled: numbers.length > 0,
    placeholderData: (before) => before,
  });
}
