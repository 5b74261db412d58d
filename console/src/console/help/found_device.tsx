import { useState } from "react";
import type { Device } from "../../generated/api";
import { place } from "../core/address";
import { useOnline } from "../core/devices";
import { useSay } from "../core/say";
import { DeviceBadge } from "../devices/device_badge";
import { DeviceResetDialog } from "../devices/device_reset_dialog";
import { Attempts } from "../history/attempts";
import { Deliveries } from "../messages/deliveries";
import { Button, PlaceLink } from "../parts/button";
import { Icon } from "../parts/icon";
import { Card } from "../parts/page";

/** A hard terminal: nobody sees its code, so the cure is another one. */
export function FoundDevice({ device }: { device: Device }) {
  const say = useSay();
  const online = useOnline([device]);
  const [is_resetting, reset] = useState(false);
  const is_frozen = device.status === 1;
  return (
    <Card>
      <article className="diagnosis">
        <div className="diagnosis-head">
          <h2>
            {device.sn ? (
              <PlaceLink to={place("devices", device.sn)}>{device.name}</PlaceLink>
            ) : (
              device.name
            )}
          </h2>
          <DeviceBadge device={device} isOnline={online.data?.get(device.number)} />
          <span className="faint">
            {device.model} {device.sn}
          </span>
        </div>
        <p className={is_frozen ? "finding bad" : "finding"}>
          <Icon name={is_frozen ? "warning" : "good"} />
          <span>
            {is_frozen
              ? say(
                  "It is frozen. No code works for it until it is unfrozen on its page.",
                  "已冻结，在其页面解除冻结之前激活码无法使用。",
                )
              : say(
                  "Its code works on the device with this serial number alone. See below " +
                    "whether the message arrived; if not, reset.",
                  "激活码仅可用于该序列号的设备。请查看下方通知是否送达，未送达时请重置。",
                )}
          </span>
        </p>
        {device.sn ? (
          <div className="actions">
            <Button needs="reset" kind="primary" onPress={() => reset(true)}>
              <Icon name="reset" />
              {say("Reset code", "重置激活码")}
            </Button>
          </div>
        ) : null}
        <Attempts account={device.account} />
        <Deliveries account={device.account} />
        {is_resetting ? <DeviceResetDialog device={device} onClose={() => reset(false)} /> : null}
      </article>
    </Card>
  );
}
