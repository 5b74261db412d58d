import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { DevicePage, UserDetail } from "../../generated/api";
import { go, place } from "../core/address";
import { call } from "../core/client";
import { devices_path } from "../core/devices";
import { useSay } from "../core/say";
import { PlaceLink } from "../parts/button";
import { Page } from "../parts/page";
import { Empty, Loaded } from "../parts/state";

/** Messages name accounts, and this one is of a hard terminal: its page goes by serial number. */
export function HardTerminal({ detail }: { detail: UserDetail }) {
  const say = useSay();
  const query = useQuery({
    queryKey: ["devices", "of account", detail.userAccount],
    queryFn: async ({ signal }) => {
      const page = await call<DevicePage>("GET", devices_path, {
        query: { searchKey: detail.name, limit: 500 },
        signal,
      });
      return page.data.find(({ account }) => account === detail.userAccount)?.sn ?? "";
    },
  });
  const sn = query.data;
  useEffect(() => {
    if (sn) go(place("devices", sn), "replace");
  }, [sn]);
  return (
    <Page
      title={detail.name}
      back={{ to: place("devices"), text: say("Hard terminals", "硬件终端") }}
    >
      <Loaded query={query}>
        {() => (
          <Empty
            icon="device"
            title={say("A hard terminal that has no serial number yet.", "该硬件终端尚无序列号。")}
          >
            <PlaceLink to={place("devices")}>{say("All hard terminals", "全部硬件终端")}</PlaceLink>
          </Empty>
        )}
      </Loaded>
    </Page>
  );
}
