import type { Device } from "../../generated/api";
import { useSay } from "../core/say";
import { Badge } from "../parts/badge";

export function DeviceBadge(props: { device: Device; isOnline: boolean | undefined }) {
  const say = useSay();
  if (props.device.status === 1) return <Badge tone="bad">{say("Frozen", "已冻结")}</Badge>;
  if (props.isOnline === undefined) return null;
  return props.isOnline ? (
    <Badge tone="good">{say("Online", "在线")}</Badge>
  ) : (
    <Badge tone="off">{say("Not there", "不在线")}</Badge>
  );
}
