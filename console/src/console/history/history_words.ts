import type { AuditRecord } from "../../generated/api";
import { type Words, words } from "../../shared/language";

/** What the trail calls operations on terminals. */
const done: Record<string, Words> = {
  create_code: words("Created, with a code", "已创建终端并生成激活码"),
  add_device: words("Created", "已创建终端"),
  reset_code: words("Code reset", "已重置激活码"),
  reset_activecode: words("Code reset", "已重置激活码"),
  delete_code: words("Code deleted", "已删除激活码"),
  show_code: words("Code viewed", "查看了激活码"),
  activate_terminal: words("Device bound", "已绑定设备"),
  release_terminal: words("Device unbound itself", "设备自行解绑"),
  renew_credential: words("Device renewed its credential", "设备已更新凭据"),
  use_credential: words("Credential used from another network", "凭据在另一网络中使用"),
  approve_pairing: words("Screen approved", "已批准屏幕配对"),
  deliver_notice: words("Message accepted", "通知已被接收"),
  resend_notice: words("Message sent again", "已重发通知"),
  update_user: words("Changed", "已修改"),
  update_device: words("Changed", "已修改"),
  update_terminal_labels: words("Notes changed", "已修改标注"),
  batch_update_user_status: words("Enabled", "已启用"),
  batch_update_devices_status: words("Enabled", "已启用"),
  batch_delete_users: words("Deleted", "已删除"),
  batch_delete_devices: words("Deleted", "已删除"),
  account_locked: words("Account locked after wrong passwords", "密码多次错误，帐号已锁定"),
  source_locked: words("Address locked after wrong codes", "错误次数过多，来源地址已锁定"),
};

/** What was refused, or went wrong: of the other operations it is the same with a badge. */
const refused: Record<string, Words> = {
  activation_refused: words("Code refused", "激活码被拒绝"),
  sign_in_refused: words("Sign-in refused", "登录被拒绝"),
  deliver_notice: words("Message failed", "通知失败"),
  reset_code: words("Reset", "重置激活码"),
  reset_activecode: words("Reset", "重置激活码"),
  delete_code: words("Deletion of the code", "删除激活码"),
  show_code: words("Viewing of the code", "查看激活码"),
  resend_notice: words("Resending of a message", "重发通知"),
  approve_pairing: words("Approval of a screen", "批准屏幕配对"),
  update_user: words("Change", "修改"),
  update_device: words("Change", "修改"),
  update_terminal_labels: words("Change of notes", "修改标注"),
  batch_update_user_status: words("Change of the status", "修改状态"),
  batch_update_devices_status: words("Change of the status", "修改状态"),
  batch_delete_users: words("Deletion", "删除"),
  batch_delete_devices: words("Deletion", "删除"),
  use_credential: words("Outdated credential used", "使用了过期凭据"),
};

const disabled = words("Disabled, device unbound", "已停用并解绑设备");
const dropped = words("Message dropped", "通知已取消");

export const is_refusal = ({ operation, outcome }: AuditRecord): boolean =>
  outcome !== "ok" && !(operation === "deliver_notice" && outcome === "superseded");

/** What happened, in words; empty for an operation without any: then its name says it. */
export function event_words(record: AuditRecord): Words | undefined {
  const { operation, detail, outcome } = record;
  if (operation === "deliver_notice" && outcome === "superseded") return dropped;
  if (is_refusal(record)) return refused[operation];
  if (/^batch_update_\w+_status$/.test(operation) && /\bdisabled\b/.test(detail)) return disabled;
  const department = /(?:^|[, ])deptCode ([0-9A-Za-z_-]+)/.exec(detail)?.[1];
  if (department && operation.startsWith("update_")) {
    return words(`Moved to department ${department}`, `已移至部门 ${department}`);
  }
  if (operation.startsWith("update_") && /(?:^|[, ])disabled(?:$|[, ])/.test(detail)) {
    return disabled;
  }
  return done[operation];
}

/** Why, where people can do something about it; the rest is shown by its name. */
const reasons: Record<string, Words> = {
  code_unknown: words("wrong code", "激活码错误"),
  code_lapsed: words("the code had expired", "激活码已过期"),
  code_device_mismatch: words("the code is for another device", "激活码属于其他设备"),
  account_disabled: words("the account is disabled", "帐号已停用"),
  account_locked: words("the account is locked for this address", "帐号已对该来源地址锁定"),
  credentials_wrong: words("wrong password", "密码错误"),
  totp_wrong: words("wrong one-time password", "动态口令错误"),
  not_permitted: words("not permitted", "没有权限"),
  refused: words("refused by the mail server or gateway", "被邮件服务器或网关拒绝"),
  unanswered: words("no answer", "没有应答"),
  unclear: words("no clear answer", "应答不明确"),
  sms_off: words("SMS is switched off", "短信已关闭"),
  report_failed: words("not delivered", "未送达"),
  report_rejected: words("rejected by the SMS centre", "被短信中心拒绝"),
};

export const reason_words = (outcome: string): Words | undefined => reasons[outcome];

const device_prefix = "sn:";

/** Who did it. */
export function actor_words({ actor, operation }: AuditRecord): Words {
  if (actor.startsWith(device_prefix)) {
    const sn = actor.slice(device_prefix.length);
    return words(`Device ${sn}`, `设备 ${sn}`);
  }
  if (actor === "operator") return words("Operator at the command line", "命令行运维人员");
  const is_own = operation === "source_locked" || operation === "account_locked";
  if (actor === "delivery" || is_own) return words("roomkey", "roomkey");
  if (actor === "") return words("Unknown", "未知");
  return words(actor, actor);
}
