import type { User } from "../generated/api";
import { type Words, words } from "./language";

/** A terminal account as SearchUsers returns it. */
export type Terminal = User;

export type State = "bound" | "issued" | "lapsed" | "none";

/** What tells its state. */
export type Progress = Pick<Terminal, "activeTime" | "activeCodeExpireTime">;

export function state_of(terminal: Progress, now = Date.now()): State {
  if (terminal.activeTime !== null) return "bound";
  if (terminal.activeCodeExpireTime === null) return "none";
  return terminal.activeCodeExpireTime > now ? "issued" : "lapsed";
}

export const state_words: Record<State, Words> = {
  bound: words("Bound to a device", "已绑定设备"),
  issued: words("Code waiting for a device", "激活码待使用"),
  lapsed: words("Code has expired", "激活码已过期"),
  none: words("No code, no device", "无激活码且未绑定"),
};

const type_names: Record<number, Words> = {
  12: words("Smart TV", "智慧屏"),
  13: words("IdeaHub", "IdeaHub"),
  14: words("SmartRooms", "SmartRooms"),
};

export const type_of = ({ userType }: { readonly userType: number }): Words =>
  type_names[userType] ?? words("Terminal", "终端");
