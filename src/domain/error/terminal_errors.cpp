#include "domain/error/error_parts.hpp"

namespace roomkey {
namespace {

constexpr ErrorEntry entries[] = {
    {.code = ErrorCode::too_many_wrong_codes,
     .status = 429,
     .wire_code = "USG.201040012",
     .message = {.zh = "激活码错误次数过多，请稍后重试",
                 .en = "Too many wrong activation codes; try again later"},
     .when = {.zh = "同一来源地址 5 分钟内提交 10 "
                    "个不同的错误激活码（同一个只计一次），其所在网段（IPv4 /24、"
                    "IPv6 /48）提交 60 个，或整个服务一分钟内收到 600 "
                    "个（其中四分之一留给没有输错过的网段）；管理员输入的错误配对码与数字一并计数；"
                    "运维人员可调整。",
              .en = "10 different wrong codes from one source address within 5 minutes (each "
                    "counts once), 60 from its network (IPv4 /24, IPv6 /48), or 600 within a "
                    "minute across the whole service, a quarter of them reserved for networks "
                    "without a wrong code (configurable by the operator). Wrong pairing codes and "
                    "numbers of administrators count as well."},
     .remedy =
         {.zh = "等待 Retry-After 响应头给出的秒数，核对激活码后重试。",
          .en = "Wait for the number of seconds in Retry-After, check the code, then try again."},
     .origin = ErrorOrigin::roomkey,
     .origin_note =
         {.zh = "厂商公开该错误码用于验证码校验失败次数超限（状态码 400）；用于激活码及状态码 429 "
                "为 roomkey 选定。",
          .en = "The vendor publishes it for too many wrong verification codes, with 400; roomkey "
                "chose to use it for activation codes, and the status."}},
    {.code = ErrorCode::code_lapsed,
     .status = 400,
     .wire_code = "USG.201040031",
     .message = {.zh = "激活码过期", .en = "The activation code has expired"},
     .when = {.zh = "激活码正确，但已超过有效期（硬件终端为 10 天，其他由企业设定，默认 10 "
                    "天）；激活或再次发送时返回。",
              .en = "The code is correct, but its validity (10 days; for other than hard "
                    "terminals, unless the enterprise has set another) is over. Returned when "
                    "activating or sending it again."},
     .remedy = {.zh = "由企业管理员重置激活码。", .en = "Ask an administrator to reset it."},
     .origin = ErrorOrigin::vendor,
     .origin_note =
         {.zh = "厂商为客户端公布了数字 201040031（激活码过期）；加上 USG. 前缀及状态码 400 为 "
                "roomkey 的推断。",
          .en = "The vendor publishes the number 201040031 (activation code expired) "
                "for its clients; roomkey inferred the USG. prefix and the status 400."}},
    {.code = ErrorCode::code_unknown,
     .status = 400,
     .wire_code = "USG.201050012",
     .message = {.zh = "激活码不存在", .en = "The activation code does not exist"},
     .when = {.zh = "设备提交的激活码不存在、已被替换、已使用或已删除；响应不区分这几种情形。",
              .en = "A device presented a code that is unknown, or has been replaced, used or "
                    "deleted; the response does not say which."},
     .remedy = {.zh = "核对激活码；若无误，请企业管理员重置激活码。",
                .en =
                    "Check the code; if it was typed correctly, ask an administrator to reset it."},
     .origin = ErrorOrigin::vendor,
     .origin_note =
         {.zh = "厂商为客户端公布了数字 201050012（激活码不存在）；加上 USG. 前缀及状态码 400 为 "
                "roomkey 的推断。",
          .en = "The vendor publishes the number 201050012 (activation code does not exist) for "
                "its clients; roomkey inferred the USG. prefix and the status 400."}},
    {.code = ErrorCode::code_id_unknown,
     .status = 400,
     .wire_code = "USG.201050012",
     .message = {.zh = "激活码不存在", .en = "The activation code does not exist"},
     .when = {.zh = "批量删除时，某个 id "
                    "不存在、属于其他企业，或其激活码已使用；整批均未删除。error_msg 会指出"
                    "该 id。",
              .en = "An id in a batch is unknown, belongs to another enterprise, or its code has "
                    "been used; error_msg names the id, and nothing in the batch was deleted."},
     .remedy = {.zh = "使用 SearchVisionActiveCode 返回的 id。",
                .en = "Use ids returned by SearchVisionActiveCode."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = {.zh =
                         "厂商未公布删除不存在的激活码时的错误码，采用 201050012（激活码不存在）。",
                     .en = "The vendor publishes no code for deleting an unknown id; 201050012 "
                           "(activation code does not exist) is the closest."}},
    {.code = ErrorCode::code_device_mismatch,
     .status = 400,
     .wire_code = "USG.201050021",
     .message = {.zh = "激活失败：激活码与此设备不符",
                 .en = "Activation failed: the code is for another device"},
     .when = {.zh = "设备填写的 devType 与创建激活码时的终端类型不一致，或 sn "
                    "与硬件终端的序列号不一致。激活码未被使用，仍然有效。",
              .en = "The devType of the device is not the one the code was created for, or its sn "
                    "is not that of the hard terminal. The code remains unused and valid."},
     .remedy = {.zh = "在对应的设备上使用该激活码，或为此设备另行创建激活码。",
                .en = "Use the code on its device, or create another code for this one."},
     .origin = ErrorOrigin::vendor,
     .origin_note =
         {.zh = "厂商为客户端公布了数字 201050021（激活失败）；加上 USG. 前缀及状态码 400 为 "
                "roomkey 的推断。",
          .en = "The vendor publishes the number 201050021 (activation failed) for its "
                "clients; roomkey inferred the USG. prefix and the status 400."}},
    {.code = ErrorCode::device_unknown,
     .status = 400,
     .wire_code = "USG.201050000",
     .message = {.zh = "设备不存在", .en = "The device does not exist"},
     .when = {.zh = "企业内没有该序列号的硬件终端。批量操作中有一个不存在时，整批均未修改。",
              .en = "The enterprise has no hard terminal with this serial number. If that is so of "
                    "one in a batch, nothing in the batch was changed."},
     .remedy = {.zh = "使用 SearchDevices 返回的 sn。",
                .en = "Use an sn that SearchDevices returns."},
     .origin = ErrorOrigin::vendor,
     .origin_note = {.zh = "厂商公开用于删除硬件终端；用于其他操作为 roomkey 选定。",
                     .en = "Published by the vendor for deleting hard terminals; roomkey chose it "
                           "for the other operations too."}},
    {.code = ErrorCode::serial_number_exists,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "序列号已存在", .en = "The serial number is in use"},
     .when = {.zh = "企业内已有硬件终端使用该 sn。",
              .en = "Another hard terminal of the enterprise has this sn."},
     .remedy = {.zh = "核对 sn；需要新的激活码时使用 ResetActivecode。",
                .en = "Check the sn; for another code use ResetActivecode."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = {.zh = "厂商未公开此情形的错误码，采用 USG.000000003（参数非法）。",
                     .en = "The vendor publishes no code for this; USG.000000003 (invalid "
                           "parameter) is the nearest."}},
    {.code = ErrorCode::resets_used_up,
     .status = 400,
     .wire_code = "USG.201050010",
     .message = {.zh = "一天内重置设备激活码次数已达到最大值（5次）",
                 .en = "The activation code of this device was reset 5 times within a day"},
     .when = {.zh = "该硬件终端的激活码在过去 24 小时内已重置 5 次。",
              .en = "The code of the hard terminal was reset 5 times within the last 24 hours."},
     .remedy = {.zh = "稍后重试，或重新发送已有的通知（ResendNotice）。",
                .en = "Try again later, or send a notice again that is there (ResendNotice)."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::terminal_unbound,
     .status = 401,
     .wire_code = "USG.206010075",
     .message = {.zh = "帐号已经解绑", .en = "The account has been unbound"},
     .when =
         {.zh = "终端凭据曾经有效，但帐号已与该设备解绑：激活码被重置、帐号被删除或停用，或设备"
                "主动解绑。携带原 Idempotency-Key 重复激活时也会如此提示。",
          .en = "The credential was valid once, but the account has been unbound from this device: "
                "the code was reset, the account was deleted or disabled, or the device released "
                "it. Repeating an activation with its Idempotency-Key also returns this."},
     .remedy = {.zh = "设备应清除凭据，并使用新的激活码重新激活。",
                .en = "Discard the credential and activate again with a new code."},
     .origin = ErrorOrigin::vendor,
     .origin_note =
         {.zh = "厂商为客户端公布了数字 206010075（帐号已经解绑）；加上 USG. 前缀及状态码 401 为 "
                "roomkey 的推断。",
          .en = "The vendor publishes the number 206010075 (the account has been unbound) for its "
                "clients; roomkey inferred the USG. prefix and the status 401."}},
};

}  // namespace

std::span<ErrorEntry const> terminal_errors() { return entries; }

}  // namespace roomkey
