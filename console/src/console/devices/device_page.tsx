import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Device } from "../../generated/api";
import { go, place } from "../core/address";
import { useChange, useRemoval } from "../core/change";
import { call } from "../core/client";
import { device_path, devices_path, useOnline } from "../core/devices";
import { department_path } from "../core/format";
import { isolated } from "../core/isolated";
import { useSay } from "../core/say";
import { HistoryCard } from "../history/history_card";
import { Deliveries } from "../messages/deliveries";
import { Fact, Facts } from "../parts/badge";
import { Button } from "../parts/button";
import { Confirm } from "../parts/confirm";
import { Icon } from "../parts/icon";
import { Card, Page } from "../parts/page";
import { Loaded } from "../parts/state";
import { useTell } from "../parts/toast";
import { LabelsCard } from "../terminals/labels";
import { DeviceBadge } from "./device_badge";
import { DeviceDialog } from "./device_dialog";
import { DeviceResetDialog } from "./device_reset_dialog";

export function DevicePage({ sn }: { sn: string }) {
  const say = useSay();
  const query = useQuery({
    queryKey: ["devices", "one", sn],
    queryFn: ({ signal }) => call<Device>("GET", device_path(sn), { signal }),
  });
  const online = useOnline(query.data ? [query.data] : undefined);
  const device = query.data;
  return (
    <Page
      title={device?.name ?? sn}
      back={{ to: place("devices"), text: say("Hard terminals", "硬件终端") }}
      lead={
        device ? <DeviceBadge device={device} isOnline={online.data?.get(device.number)} /> : null
      }
      actions={device ? <Actions device={device} /> : null}
    >
      <Loaded query={query}>
        {(found) => (
          <>
            <Card>
              <Facts>
                <Fact name={say("Serial number", "序列号")}>
                  <code>{found.sn}</code>
                </Fact>
                <Fact name={say("Model", "型号")}>{found.model}</Fact>
                <Fact name={say("Number", "号码")}>
                  <code>{found.number}</code>
                </Fact>
                <Fact name={say("Department", "部门")}>{department_path(found.deptNamePath)}</Fact>
                <Fact name={say("Contact", "联系方式")}>
                  {[found.email, found.phone].filter(Boolean).join(", ")}
                </Fact>
                <Fact name={say("Remarks", "备注")}>{found.description}</Fact>
              </Facts>
            </Card>
            <LabelsCard account={found.account} />
            <Card title={say("Messages", "通知")}>
              <Deliveries account={found.account} isPlain />
            </Card>
            <HistoryCard account={found.account} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Actions({ device }: { device: Device }) {
  const say = useSay();
  const change = useChange();
  const remove = useRemoval();
  const tell = useTell();
  const [asked, ask] = useState<"reset" | "edit" | "freeze" | "delete" | null>(null);
  const close = () => ask(null);
  const set_status = (status: 0 | 1) =>
    change("PUT", `${devices_path}/status/${status}`, { body: [device.sn] });
  return (
    <>
      <Button needs="reset" kind="primary" onPress={() => ask("reset")}>
        <Icon name="reset" />
        {say("Reset code", "重置激活码")}
      </Button>
      <Button needs="manage" onPress={() => ask("edit")}>
        {say("Edit", "编辑")}
      </Button>
      {device.status === 0 ? (
        <Button needs="manage" onPress={() => ask("freeze")}>
          {say("Freeze", "冻结")}
        </Button>
      ) : (
        <Button
          needs="manage"
          onPress={() =>
            void set_status(0).then(
              () => tell(say("In use again.", "已恢复使用。")),
              (error: Error) => tell(error.message),
            )
          }
        >
          {say("Unfreeze", "解除冻结")}
        </Button>
      )}
      <Button needs="manage" onPress={() => ask("delete")}>
        {say("Delete", "删除")}
      </Button>
      {asked === "reset" ? <DeviceResetDialog device={device} onClose={close} /> : null}
      {asked === "edit" ? <DeviceDialog device={device} onClose={close} /> : null}
      {asked === "freeze" ? (
        <Confirm
          title={say(`Freeze ${isolated(device.name)}?`, `冻结“${isolated(device.name)}”？`)}
          action={say("Freeze", "冻结")}
          onClose={close}
          onConfirm={() => set_status(1)}
        >
          <p>
            {say(
              "A bound device is thrown out at once, and its code does not work while it " +
                "is frozen.",
              "已绑定的设备会立即被解绑，冻结期间激活码不可用。",
            )}
          </p>
        </Confirm>
      ) : null}
      {asked === "delete" ? (
        <Confirm
          title={say(`Delete ${isolated(device.name)}?`, `删除“${isolated(device.name)}”？`)}
          action={say("Delete", "删除")}
          onClose={close}
          onConfirm={async () => {
            await remove("POST", `${devices_path}/delete`, { body: [device.sn] }, () => {
              tell(
                say(`${isolated(device.name)} is deleted.`, `已删除“${isolated(device.name)}”。`),
              );
              go(place("devices"));
            });
          }}
        >
          <p>
            {say(
              "It is gone for good, with its code, and a bound device is thrown out at once.",
              "硬件终端与激活码将被永久删除，已绑定的设备会立即被解绑。",
            )}
          </p>
        </Confirm>
      ) : null}
    </>
  );
}
