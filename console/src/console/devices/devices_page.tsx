import { useState } from "react";
import type { Device } from "../../generated/api";
import { words } from "../../shared/language";
import { place, useQueryState } from "../core/address";
import { devices_path, useModels, useOnline } from "../core/devices";
import { department_in_list } from "../core/format";
import { usePaged } from "../core/paged";
import { useSay } from "../core/say";
import { useMay } from "../core/session";
import { ChosenAsJob, ListJobs } from "../jobs/list_jobs";
import { BatchBar } from "../parts/batch_bar";
import { Button, PlaceLink } from "../parts/button";
import { DepartmentFilter } from "../parts/department_filter";
import { Icon } from "../parts/icon";
import { Name } from "../parts/name";
import { Page } from "../parts/page";
import { useShowAll } from "../parts/show_all";
import { Empty } from "../parts/state";
import { type Column, Table } from "../parts/table";
import { ColumnChooser, Filter, Search, Toolbar } from "../parts/toolbar";
import { DeviceBadge } from "./device_badge";
import { DeviceDialog } from "./device_dialog";

type Row = Device & { readonly is_online: boolean | undefined };

function Link({ device }: { device: Device }) {
  const say = useSay();
  // Without a serial number there is no address to open it by: the API knows it by that alone.
  if (!device.sn) {
    return (
      <span
        title={say("Gets its serial number when a device is activated.", "设备激活后才有序列号。")}
      >
        <Name>{device.name}</Name>
      </span>
    );
  }
  return (
    <Name>
      <PlaceLink to={place("devices", device.sn)} className="link strong">
        {device.name}
      </PlaceLink>
    </Name>
  );
}

const columns: readonly Column<Row>[] = [
  {
    id: "name",
    name: words("Name", "名称"),
    is_fixed: true,
    cell: (device) => <Link device={device} />,
  },
  {
    id: "state",
    name: words("State", "状态"),
    cell: (device) => <DeviceBadge device={device} isOnline={device.is_online} />,
  },
  { id: "model", name: words("Model", "型号"), cell: (device) => device.model },
  {
    id: "sn",
    name: words("Serial number", "序列号"),
    cell: (device) => <code>{device.sn || "–"}</code>,
  },
  {
    id: "department",
    name: words("Department", "部门"),
    is_long: true,
    cell: (device) => <Name>{department_in_list(device.deptNamePath)}</Name>,
  },
  {
    id: "contact",
    is_long: true,
    name: words("Contact", "联系方式"),
    cell: (device) => [device.email, device.phone].filter(Boolean).join(", "),
  },
  {
    id: "number",
    name: words("Number", "号码"),
    is_extra: true,
    cell: (device) => <code>{device.number}</code>,
  },
  {
    id: "remarks",
    is_long: true,
    name: words("Remarks", "备注"),
    is_extra: true,
    cell: (device) => device.description,
  },
];

export function DevicesPage() {
  const say = useSay();
  const [query] = useQueryState();
  const models = useModels();
  const filters = {
    searchKey: query.get("search"),
    model: query.get("model"),
    tag: query.get("tag"),
    deptCode: query.get("department"),
  };
  const found = usePaged<Device>("devices", devices_path, filters);
  const online = useOnline(found.data?.data);
  const may = useMay();
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const [is_adding, add] = useState(false);
  const rows = found.data && {
    ...found.data,
    data: found.data.data.map((device) => ({
      ...device,
      is_online: online.data?.get(device.number),
    })),
  };
  const narrowing = ["search", "model", "tag", "department"];
  const show_all = useShowAll(narrowing);
  const new_button = (
    <Button needs="create" kind="primary" onPress={() => add(true)}>
      <Icon name="plus" />
      {say("Add hard terminal", "新增硬件终端")}
    </Button>
  );
  return (
    <Page
      title={say("Hard terminals", "硬件终端")}
      lead={say(
        "Devices known by their serial number. Their codes are sent, never shown.",
        "按序列号管理的设备；激活码只会发送给联系人，不会显示。",
      )}
      actions={new_button}
    >
      <Toolbar>
        <Search
          label={say("Search hard terminals", "搜索硬件终端")}
          placeholder={say("Name or serial number", "名称或序列号")}
        />
        <Filter
          name="model"
          label={say("Model", "型号")}
          all={say("All models", "全部型号")}
          options={(models.data ?? []).map(({ model }) => ({ value: model, text: model }))}
        />
        <DepartmentFilter />
        <Search name="tag" isShort label={say("Tag", "标签")} placeholder={say("Tag", "标签")} />
        <ColumnChooser columns={columns} />
        <ListJobs
          list="devices"
          filters={filters}
          count={found.data?.count ?? 0}
          isSettled={!found.isPlaceholderData}
        />
      </Toolbar>
      <BatchBar
        chosen={chosen}
        onDone={() => choose(new Set())}
        path={devices_path}
        more={<ChosenAsJob list="devices" chosen={[...chosen]} />}
        disabling={say(
          "Bound devices are thrown out at once, and their codes do not work until they " +
            "are enabled again.",
          "已绑定的设备会立即被解绑；重新启用之前，激活码不可用。",
        )}
        deleting={say(
          "They are gone for good, with their codes, and bound devices are thrown out at once.",
          "硬件终端与激活码将被永久删除，已绑定的设备会立即被解绑。",
        )}
      />
      <Table<Row>
        label={say("Hard terminals", "硬件终端")}
        query={{ ...found, data: rows }}
        columns={columns}
        id_of={({ sn, account }) => sn || account}
        name_of={({ name }) => name}
        {...(may("reset") ? { selection: { chosen, change: choose } } : {})}
        can_choose={({ sn }) => sn !== ""}
        empty={
          show_all ? (
            <Empty
              icon="search"
              title={say("No hard terminal matches.", "没有符合条件的硬件终端。")}
            >
              {show_all}
            </Empty>
          ) : (
            <Empty
              icon="device"
              title={say("There are no hard terminals yet.", "还没有硬件终端。")}
            >
              {new_button}
            </Empty>
          )
        }
      />
      {is_adding ? <DeviceDialog device={null} onClose={() => add(false)} /> : null}
    </Page>
  );
}
