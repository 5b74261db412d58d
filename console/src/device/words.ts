import { language, type Words, words } from "../shared/language";

/** Why a screen is back at the code entry, by the reason of the event or of the refusal. */
const ends: Readonly<Record<string, Words>> = {
  reset: words(
    "An administrator reset the code of this room, so this screen is no longer connected " +
      "to it. Enter the new code.",
    "管理员已重置本会议室的激活码，此屏幕已解除绑定。请输入新的激活码。",
  ),
  deleted: words(
    "An administrator deleted the account of this room. This screen is no longer connected to it.",
    "管理员已删除本会议室的帐号，此屏幕已解除绑定。",
  ),
  disabled: words(
    "An administrator disabled the account of this room. This screen is no longer connected to it.",
    "管理员已停用本会议室的帐号，此屏幕已解除绑定。",
  ),
  self: words("This screen was disconnected from its room.", "此屏幕已主动解除绑定。"),
  terminal_unbound: words(
    "This screen is no longer connected to its room: the code was reset, or the account " +
      "removed. Enter a new code.",
    "此屏幕已被解除绑定：激活码已重置，或帐号已移除。请输入新的激活码。",
  ),
  token_invalid: words(
    "The connection of this screen to its room has expired. Enter a new code.",
    "此屏幕与会议室的绑定已过期。请输入新的激活码。",
  ),
  cookie_lost: words(
    "This browser did not keep the cookie of this room. Allow cookies for this address, " +
      "then enter a new code.",
    "此浏览器没有保存会议室的 Cookie。请允许此地址使用 Cookie，再输入新的激活码。",
  ),
};

export const end_words = (reason: string): Words | undefined => ends[reason];

const unknown_code = words(
  "This code does not exist, or was used already. Check each character, or ask an " +
    "administrator for a new one.",
  "激活码不存在或已被使用。请逐位核对，或向管理员索取新的激活码。",
);

const refusals: Readonly<Record<string, Words>> = {
  code_unknown: unknown_code,
  // The one parameter that somebody types is the code.
  invalid_parameter: unknown_code,
  code_lapsed: words(
    "This code has expired. Ask an administrator for a new one.",
    "激活码已过期。请向管理员索取新的激活码。",
  ),
  code_device_mismatch: words(
    "This code is for another device.",
    "此激活码用于其他设备，不能用于此屏幕。",
  ),
  account_disabled: words(
    "The account of this room is disabled. Ask an administrator.",
    "本会议室的帐号已停用。请联系管理员。",
  ),
};

/** What to say of a code that was refused, if the page knows better than the server. */
export const refusal_words = (reason: string): Words | undefined => refusals[reason];

export const no_answer = words(
  "The server does not answer. Press OK to try again.",
  "服务器没有响应。请按“确定”重试。",
);

const in_chinese = (): boolean => language() === "zh-CN";

/** "12 s", "3 min", "2 h". */
export function span_text(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return in_chinese() ? `${seconds} 秒` : `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return in_chinese() ? `${minutes} 分钟` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return in_chinese() ? `${hours} 小时` : `${hours} h`;
}

/** "9:59", of what is waited for. */
export function countdown_text(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const rest = String(seconds % 60);
  return `${Math.floor(seconds / 60)}:${rest.length < 2 ? "0" : ""}${rest}`;
}
