import type { SsoAddress, SsoTrial } from "../../generated/api";
import { type Words, words } from "../../shared/language";
import { remember, remembered } from "../../shared/memory";
import { call, session_path } from "../core/client";

export const settings_path = "/v1/roomkey/single-sign-on";
export const demand_path = `${settings_path}/demand`;
export const trial_path = `${settings_path}/trial`;
export const sign_in_path = `${session_path}/single-sign-on`;
export const confirm_path = `${sign_in_path}/totp`;

/** Where the provider sends the browser back to: the page "sso". */
export const return_address = (): string => `${location.origin}/console/sso`;
/** The sign-in page of an enterprise. */
export const sign_in_address = (corp: string): string => `${location.origin}/console?sso=${corp}`;

const memory_name = "sso";
export const remembered_corp = (): string => remembered(memory_name) ?? "";

/** Leaves for the provider. */
export async function leave_for_provider(path: string, body?: { corpId: string }): Promise<void> {
  const { address } = await call<SsoAddress>("POST", path, body ? { body } : {});
  if (body) remember(memory_name, body.corpId);
  location.assign(address);
}

export const demands: Readonly<Record<"off" | "on" | "required", Words>> = {
  off: words("Off: by password", "关闭：使用密码"),
  on: words("On: by password or single sign-on", "开启：密码或单点登录"),
  required: words("Required: single sign-on alone", "必须：仅使用单点登录"),
};

export const problems: Readonly<Record<Exclude<SsoTrial["problem"], "">, Words>> = {
  provider_unreachable: words(
    "The provider cannot be reached from this server.",
    "本服务无法连接身份提供方。",
  ),
  answer_refused: words(
    "The provider's answer did not pass verification.",
    "身份提供方的应答未通过校验。",
  ),
  claim_missing: words(
    "The provider did not return the claim that users are matched by.",
    "身份提供方没有返回用于识别用户的声明。",
  ),
  email_unverified: words(
    "The provider does not say that the email address is verified (email_verified).",
    "身份提供方未声明邮箱已验证（email_verified）。",
  ),
  nobody_matches: words(
    "No user of this enterprise has that value.",
    "本企业没有与该值对应的用户。",
  ),
  several_match: words(
    "Several users of this enterprise have that value.",
    "本企业有多个用户与该值对应。",
  ),
  account_disabled: words("The account that matches is disabled.", "对应的帐号已停用。"),
};
