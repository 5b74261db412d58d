import type { Job, JobKind, JobRowState, JobState } from "../../generated/api";
import { type Words, words } from "../../shared/language";
import type { Tone } from "../parts/badge";

export const kind_names: Record<JobKind, Words> = {
  "create-terminals": words("New terminals", "新增终端"),
  "create-users": words("New users", "新增用户"),
  "create-devices": words("New hard terminals", "新增硬件终端"),
  update: words("Changes", "修改"),
  move: words("Moves to departments", "调整所属部门"),
  label: words("Notes and tags", "标注与标签"),
  reset: words("Resets of codes", "重置激活码"),
  disable: words("Disabling", "停用"),
  enable: words("Enabling", "启用"),
  delete: words("Deleting", "删除"),
  "update-devices": words("Changes of hard terminals", "修改硬件终端"),
  "move-devices": words("Moves of hard terminals", "调整硬件终端的所属部门"),
  "label-devices": words("Notes and tags of hard terminals", "硬件终端的标注与标签"),
  "reset-devices": words("Resets of codes of hard terminals", "重置硬件终端的激活码"),
  "disable-devices": words("Disabling hard terminals", "停用硬件终端"),
  "enable-devices": words("Enabling hard terminals", "启用硬件终端"),
  "delete-devices": words("Deleting hard terminals", "删除硬件终端"),
};

const of_devices = "-devices";

/** Their rows name hard terminals, which are there, by serial numbers. */
export const is_about_devices = (kind: JobKind): boolean =>
  kind.endsWith(of_devices) && !kind.startsWith("create-");

/** What is done, whether to accounts or to hard terminals. */
export const act_of = (kind: JobKind): string =>
  is_about_devices(kind) ? kind.slice(0, -of_devices.length) : kind;

/** What the first line of a table may name. */
export const kind_columns: Record<JobKind, string> = {
  "create-terminals": "devName, devType, deptCode, description, country, smsNumber, emailAddr",
  "create-users":
    "name, account, thirdAccount, englishName, phone, country, email, deptCode, title, " +
    "signature, desc, status, sortLevel, hidePhone, sendNotify",
  "create-devices":
    "name, model, sn, deptCode, phone, country, email, description, status, prjCodeMode, " +
    "sendNotify",
  update:
    "account, name, englishName, phone, country, email, deptCode, title, signature, desc, " +
    "status, sortLevel, hidePhone, note, assetNumber, tags",
  label: "account, note, assetNumber, tags, tagsAdd, tagsRemove",
  move: "account, deptCode",
  reset: "account, country, smsNumber, emailAddr",
  disable: "account",
  enable: "account",
  delete: "account",
  "update-devices":
    "sn, name, deptCode, phone, country, email, description, status, prjCodeMode, note, " +
    "assetNumber, tags",
  "move-devices": "sn, deptCode",
  "label-devices": "sn, note, assetNumber, tags, tagsAdd, tagsRemove",
  "reset-devices": "sn, country, smsNumber, emailAddr",
  "disable-devices": "sn",
  "enable-devices": "sn",
  "delete-devices": "sn",
};

/** Their rows may name a phone. */
export const has_phones = (kind: JobKind): boolean =>
  /\b(phone|smsNumber)\b/.test(kind_columns[kind]);

/** Their rows may leave the department to the job. */
export const is_of_department = (kind: JobKind): boolean =>
  act_of(kind) === "move" || kind.startsWith("create-");

export const state_names: Record<JobState, Words> = {
  preparing: words("Checking rows", "正在检查"),
  draft: words("Draft", "草稿"),
  running: words("Running", "执行中"),
  finished: words("Finished", "已完成"),
  cancelled: words("Cancelled", "已取消"),
};

export const state_tones: Record<JobState, Tone> = {
  preparing: "info",
  draft: "warn",
  running: "info",
  finished: "good",
  cancelled: "off",
};

export const row_state_names: Record<JobRowState, Words> = {
  invalid: words("Invalid", "无效"),
  ready: words("Ready", "待执行"),
  done: words("Done", "成功"),
  failed: words("Failed", "失败"),
};

export const row_state_tones: Record<JobRowState, Tone> = {
  invalid: "warn",
  ready: "info",
  done: "good",
  failed: "bad",
};

const consequences: Partial<Record<string, Words>> = {
  reset: words(
    "Bound devices are thrown out, and codes that wait for a device die.",
    "已绑定的设备会被解绑，待使用的激活码随即失效。",
  ),
  disable: words(
    "Bound devices and people are thrown out, and cannot come in until they are enabled again.",
    "已绑定的设备与已登录的用户会被强制下线，重新启用之前无法使用。",
  ),
  delete: words(
    "Accounts and codes are gone for good, and bound devices are thrown out.",
    "帐号与激活码将被永久删除，已绑定的设备会被解绑。",
  ),
};

/** What the job does to accounts that exist; nothing for those that it makes. */
export const consequence_of = (kind: JobKind): Words | undefined => consequences[act_of(kind)];

/** It runs, but not before a moment that is still to come. */
export const is_waiting = ({ state, startTime }: Job): boolean =>
  state === "running" && startTime !== null && startTime > Date.now();
