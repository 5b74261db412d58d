import type { Notice, NoticeState } from "../../generated/api";
import { type Words, words } from "../../shared/language";
import type { Tone } from "../parts/badge";

export const state_names: Record<NoticeState, Words> = {
  queued: words("Queued", "排队中"),
  sending: words("Being sent", "发送中"),
  accepted: words("Accepted", "已被接收"),
  failed: words("Failed", "失败"),
  superseded: words("Dropped", "已取消"),
};

export const state_tones: Record<NoticeState, Tone> = {
  queued: "info",
  sending: "info",
  accepted: "good",
  failed: "bad",
  superseded: "off",
};

export type Report = Exclude<Notice["report"], "">;

export const report_names: Record<Report, Words> = {
  submitted: words("At the SMS centre", "短信中心已接收"),
  buffered: words("SMS centre keeps trying", "短信中心重试中"),
  delivered: words("On the phone", "已送达手机"),
  failed: words("Not delivered", "未送达"),
  rejected: words("Rejected", "被拒绝"),
};

export const report_tones: Record<Report, Tone> = {
  submitted: "info",
  buffered: "info",
  delivered: "good",
  failed: "bad",
  rejected: "bad",
};

export const channel_names: Record<Notice["channel"], Words> = {
  email: words("Email", "邮件"),
  sms: words("SMS", "短信"),
};
