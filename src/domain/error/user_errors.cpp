#include "domain/error/error_parts.hpp"

namespace roomkey {
namespace {

constexpr Bilingual note_of_numbers{
    .zh = "厂商为客户端公布了该数字，前面加 USG.。",
    .en = "The vendor publishes the number for its clients; USG. is put in front.",
};

constexpr Bilingual remedy_of_limits{
    .zh = "删除或停用不用的帐号，或由运维人员提高上限（roomkey corp set --limit）。",
    .en =
        "Delete or disable accounts that are not needed, or ask the operator for a higher limit "
        "(roomkey corp set --limit).",
};

constexpr ErrorEntry entries[] = {
    {.code = ErrorCode::account_exists,
     .status = 400,
     .wire_code = "USG.201040001",
     .message = {.zh = "帐号已存在", .en = "The account is in use"},
     .when = {.zh = "帐号在整个服务内唯一，已有用户或终端使用该帐号。",
              .en = "Accounts are unique in the whole service, and another user or terminal has "
                    "this one."},
     .remedy = {.zh = "更换 account，或不填写以由服务端生成。",
                .en = "Take another account, or none, so that the server makes one."},
     .origin = ErrorOrigin::vendor,
     .origin_note = {.zh = "厂商的 REST 错误码，未注明状态码；状态码 400 为 roomkey 选定。",
                     .en = "The vendor's, without a status; 400 is our choice."}},
    {.code = ErrorCode::user_limit_reached,
     .status = 400,
     .wire_code = "USG.201040005",
     .message = {.zh = "用户数已达上限，请检查购买的用户数",
                 .en = "The enterprise has as many users as it may have"},
     .when = {.zh = "企业内启用的用户数已达运维人员设定的上限，不能新增或启用用户。",
              .en = "The enabled users have reached the limit that the operator has set; none can "
                    "be added or enabled."},
     .remedy = remedy_of_limits,
     .origin = ErrorOrigin::vendor,
     .origin_note = note_of_numbers},
    {.code = ErrorCode::registration_limit_reached,
     .status = 403,
     .wire_code = "USG.206010070",
     .message = {.zh = "用户数已达上限，不能自动开户",
                 .en = "The enterprise has as many users as it may have, so none is registered"},
     .when = {.zh = "userId 首次出现，而企业内启用的用户数已达运维人员设定的上限。",
              .en = "The userId is new, and the enabled users have reached the limit that the "
                    "operator has set."},
     .remedy = remedy_of_limits,
     .origin = ErrorOrigin::vendor,
     .origin_note = note_of_numbers},
    {.code = ErrorCode::terminal_limit_reached,
     .status = 400,
     .wire_code = "USG.201050005",
     .message = {.zh = "终端总数超过限制，请检查购买的硬件终端资源",
                 .en = "The enterprise has as many terminals of this type as it may have"},
     .when = {.zh = "企业内该类型启用的终端数已达运维人员设定的上限，不能新增。",
              .en = "The enabled terminals of this type have reached the limit that the operator "
                    "has set; none can be added."},
     .remedy = remedy_of_limits,
     .origin = ErrorOrigin::vendor,
     .origin_note = {.zh =
                         "厂商公开的 REST 错误码，用于新增硬件终端；用于其他终端为 roomkey 选定。",
                     .en =
                         "Published by the vendor for adding hard terminals; roomkey chose it for "
                         "other terminals too."}},
    {.code = ErrorCode::terminal_resources_used_up,
     .status = 400,
     .wire_code = "USG.201050006",
     .message = {.zh = "您购买的硬件终端资源不足，不能激活使用",
                 .en = "The enterprise has no resources left to enable the terminal"},
     .when = {.zh = "企业内该类型启用的终端数已达运维人员设定的上限，不能启用已停用的终端。",
              .en = "The enabled terminals of this type have reached the limit that the operator "
                    "has set; none that is disabled can be enabled."},
     .remedy = remedy_of_limits,
     .origin = ErrorOrigin::vendor,
     .origin_note = {.zh =
                         "厂商公开的 REST 错误码，用于启用硬件终端；用于其他终端为 roomkey 选定。",
                     .en = "Published by the vendor for enabling hard terminals; roomkey chose it "
                           "for other terminals too."}},
    {.code = ErrorCode::third_account_exists,
     .status = 400,
     .wire_code = "USG.201040017",
     .message = {.zh = "用户ID已存在", .en = "The third-party user id is in use"},
     .when = {.zh = "企业内已有用户使用该 thirdAccount。",
              .en = "Another user of the enterprise has this thirdAccount."},
     .remedy = {.zh = "更换 thirdAccount，或修改已有的用户。",
                .en = "Take another thirdAccount, or change the user that has it."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::default_admin_protected,
     .status = 400,
     .wire_code = "USG.201040004",
     .message = {.zh = "禁止删除或停用默认管理员",
                 .en = "The default administrator cannot be deleted or disabled"},
     .when = {.zh = "要删除或停用的用户中有企业的默认管理员。",
              .en = "One of the users to be deleted or disabled is the enterprise's default "
                    "administrator."},
     .remedy = {.zh = "从请求中去掉默认管理员。", .en = "Leave the default administrator out."},
     .origin = ErrorOrigin::vendor,
     .origin_note =
         {.zh = "厂商公开的 REST 错误码，用于删除管理员；用于删除或停用用户为 roomkey "
                "选定。",
          .en = "Published by the vendor for deleting administrators; roomkey chose it for "
                "users too."}},
    {.code = ErrorCode::old_password_wrong,
     .status = 400,
     .wire_code = "USG.206030006",
     .message = {.zh = "旧密码错误", .en = "The old password is wrong"},
     .when = {.zh = "oldPwd 不是该用户当前的密码，或该用户没有密码。",
              .en = "oldPwd is not the user's password, or the user has none."},
     .remedy = {.zh = "核对旧密码；连续输错与登录失败一样会锁定帐号。忘记密码时由管理员重置。",
                .en = "Check it; repeated failures lock the account as at a sign-in. An "
                      "administrator can reset a password that is forgotten."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_of_numbers},
    {.code = ErrorCode::password_too_simple,
     .status = 400,
     .wire_code = "USG.206030008",
     .message = {.zh = "密码复杂度不足", .en = "The password is too simple"},
     .when = {.zh = "密码未包含小写字母、大写字母、数字、特殊字符中的至少两类。",
              .en = "It has less than two of: lower case, upper case, digits, special characters."},
     .remedy = {.zh = "使用至少两类字符。", .en = "Use at least two of these kinds."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_of_numbers},
    {.code = ErrorCode::password_used_recently,
     .status = 400,
     .wire_code = "USG.206030009",
     .message = {.zh = "不能使用最近用过的密码", .en = "The password was used recently"},
     .when = {.zh = "新密码是该用户当前的密码，或最近三个旧密码之一。",
              .en = "It is the present one or one of the three before it."},
     .remedy = {.zh = "更换新密码。", .en = "Choose another."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_of_numbers},
    {.code = ErrorCode::password_repetitive,
     .status = 400,
     .wire_code = "USG.206030010",
     .message = {.zh = "密码中重复字符过多", .en = "The password repeats a character too often"},
     .when = {.zh = "同一字符连续出现超过 3 次。",
              .en = "A character follows itself more than 3 times in a row."},
     .remedy = {.zh = "同一字符最多连续出现 3 次。", .en = "At most 3 of the same in a row."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_of_numbers},
    {.code = ErrorCode::password_changed_recently,
     .status = 400,
     .wire_code = "USG.206030011",
     .message = {.zh = "距上次修改密码不足 5 分钟",
                 .en = "The password was changed less than 5 minutes ago"},
     .when = {.zh = "用户在 5 分钟内修改过密码；管理员重置的密码可以立即修改。",
              .en = "The user changed it within the last 5 minutes. A password that an "
                    "administrator reset can be changed at once."},
     .remedy = {.zh = "稍后再试。", .en = "Try again later."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_of_numbers},
    {.code = ErrorCode::password_contains_account,
     .status = 400,
     .wire_code = "USG.206030012",
     .message = {.zh = "密码不能包含帐号或帐号的倒序",
                 .en = "The password contains the account or its reverse"},
     .when = {.zh = "新密码包含帐号或其倒序（不区分大小写）；新建用户时仅当密码与其相同才会拒绝。",
              .en = "It has the account in it, forwards or backwards, in any case. A new user's "
                    "first password is refused only if it is nothing else."},
     .remedy = {.zh = "更换密码。", .en = "Choose another."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_of_numbers},
    {.code = ErrorCode::password_too_similar,
     .status = 400,
     .wire_code = "USG.206030013",
     .message = {.zh = "新旧密码至少有 2 个字符不同",
                 .en = "The new password differs from the old one in less than 2 characters"},
     .when = {.zh = "逐位比较，新旧密码不同的字符少于 2 个。",
              .en = "Compared place by place, less than 2 characters are different."},
     .remedy = {.zh = "至少修改 2 个字符。", .en = "Change at least 2 characters."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_of_numbers},
    {.code = ErrorCode::password_not_yours,
     .status = 403,
     .wire_code = "USG.206030016",
     .message = {.zh = "无权修改或重置该用户的密码",
                 .en = "No right to change or reset the password of this user"},
     .when = {.zh =
                  "UpdatePwd 的 account 不是登录用户自己的帐号；或普通管理员重置默认管理员的密码。",
              .en = "The account of UpdatePwd is not the caller's own; or an ordinary "
                    "administrator resets the default administrator's password."},
     .remedy = {.zh = "使用自己的帐号；默认管理员的密码只能由其本人修改或由运维人员重置。",
                .en = "Name your own account. The default administrator's password is changed by "
                      "themselves, or by an operator."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_of_numbers},
};

}  // namespace

std::span<ErrorEntry const> user_errors() { return entries; }

}  // namespace roomkey
