#include "domain/error/error_parts.hpp"

namespace roomkey {
namespace {

constexpr Bilingual note_of_transport{
    .zh =
        "厂商未公布此情形的错误码与状态码。错误码采用含义最接近的 USG.000000003（参数非法），"
        "状态码遵循 HTTP 规范（RFC 9110、RFC 6585）。",
    .en =
        "The vendor publishes neither a code nor a status for this. The code is the closest one, "
        "USG.000000003 (invalid parameter); the status follows HTTP (RFC 9110, RFC 6585).",
};

constexpr ErrorEntry entries[] = {
    {.code = ErrorCode::unavailable,
     .status = 503,
     .wire_code = "USG.000000001",
     .message = {.zh = "服务器忙，请稍后重试", .en = "The server is busy; try again later"},
     .when = {.zh =
                  "待处理的请求已排满、数据库暂不可用、等待校验密码的登录请求过多，或另一请求正在向"
                  "同一任务添加行。",
              .en = "The work queue is full, the database is unavailable, too many password "
                    "sign-ins are waiting, or another request is adding rows to the same job."},
     .remedy = {.zh = "等待 Retry-After 响应头给出的秒数后重发同一请求；重置激活码时请携带 "
                      "Idempotency-Key，以免重复重置。",
                .en = "Send the same request again after Retry-After seconds; for a reset, use an "
                      "Idempotency-Key."},
     .origin = ErrorOrigin::vendor,
     .origin_note =
         {.zh = "厂商为客户端公布了数字 200000001（服务器忙），公共错误码的 REST 形式首位为 "
                "0；状态码 503 为 roomkey 选定。",
          .en = "The vendor publishes the number 200000001 (server busy) for its clients; common "
                "codes begin with 0 in REST form. roomkey chose the status."}},
    {.code = ErrorCode::internal,
     .status = 500,
     .wire_code = "USG.000000002",
     .message = {.zh = "内部错误", .en = "Internal error"},
     .when = {.zh = "服务端程序缺陷或数据损坏。", .en = "A bug or damaged data."},
     .remedy = {.zh = "将 request_id 告知运维人员，详情可据此在服务端日志中查找。",
                .en = "Give the operator the request_id; the server's log has the details."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::invalid_parameter,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "请检查参数是否合法", .en = "A parameter is invalid"},
     .when = {.zh = "字段、查询参数或请求头缺失、类型错误、长度或格式不符、超出取值范围、取值未知，"
                    "或重复出现。",
              .en =
                  "A field, a query parameter or a header is missing, of the wrong type, too "
                  "short or too long, malformed, out of range, unknown, or given more than once."},
     .remedy = {.zh = "按 error_msg 指出的字段和要求修改请求。",
                .en = "Correct the field named in error_msg, which also says what is accepted."},
     .origin = ErrorOrigin::vendor,
     .origin_note = note_published},
    {.code = ErrorCode::idempotency_key_reused,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "该 Idempotency-Key 已用于另一个请求",
                 .en = "This Idempotency-Key was already used for another request"},
     .when = {.zh = "同一用户在 24 小时内，将同一 Idempotency-Key "
                    "用于另一个请求；激活时为同一序列号在 10 "
                    "分钟内将其用于其他激活码。",
              .en = "Within 24 hours the same user sent the key with another request, such as one "
                    "for another account or other contacts; or, at an activation, the same serial "
                    "number sent it with another "
                    "code within 10 minutes."},
     .remedy = {.zh = "每个新请求使用新的 Idempotency-Key；仅在重试同一请求时沿用原值。",
                .en =
                    "Use a new key for each new request; reuse a key only to repeat its request."},
     .origin = ErrorOrigin::roomkey,
     .origin_note =
         {.zh = "厂商接口没有 Idempotency-Key，采用含义最接近的 USG.000000003（参数非法）。",
          .en = "The vendor's API has no Idempotency-Key; USG.000000003 (invalid "
                "parameter) is the closest."}},
    {.code = ErrorCode::request_malformed,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "HTTP 请求格式错误", .en = "The HTTP request is malformed"},
     .when = {.zh = "请求行、请求头或消息长度的表示不符合 HTTP/1.1 规范。",
              .en = "The request line, a header or the framing of the body is not valid HTTP/1.1."},
     .remedy = {.zh = "检查客户端及其与服务端之间的代理。",
                .en = "Check the client and any proxy in between."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_transport},
    {.code = ErrorCode::route_unknown,
     .status = 404,
     .wire_code = "USG.000000003",
     .message = {.zh = "请求的路径不存在", .en = "No such path"},
     .when = {.zh = "请求路径不属于任何接口。对象不存在时不使用 404，而返回 400。",
              .en = "The path belongs to no operation. An object that does not exist under a known "
                    "path gives 400, never 404."},
     .remedy =
         {.zh = "对照 /openapi.json 检查路径；帐号等路径参数须进行百分号编码。",
          .en = "Check the path against /openapi.json; an account in it must be percent-encoded."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_transport},
    {.code = ErrorCode::method_not_allowed,
     .status = 405,
     .wire_code = "USG.000000003",
     .message = {.zh = "该路径不支持此请求方法", .en = "This path does not support this method"},
     .when = {.zh = "路径存在，但不支持所用的方法，例如对只支持 PUT 的路径使用 PATCH。",
              .en = "The path exists, but not with this method: for example, PATCH where only PUT "
                    "is supported."},
     .remedy = {.zh = "改用 Allow 响应头列出的方法。",
                .en = "Use a method listed in the Allow header."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_transport},
    {.code = ErrorCode::request_timed_out,
     .status = 408,
     .wire_code = "USG.000000003",
     .message = {.zh = "请求未在规定时间内发送完", .en = "The request did not arrive in time"},
     .when = {.zh = "请求头未在 10 秒内或请求体未在 30 秒内收齐（运维人员可调整）。",
              .en = "The header took longer than 10 s or the body longer than 30 s (configurable "
                    "by the operator)."},
     .remedy = {.zh = "检查网络后重新发送。",
                .en = "Check the network and send the request again."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_transport},
    {.code = ErrorCode::replay_outdated,
     .status = 409,
     .wire_code = "USG.000000003",
     .message = {.zh = "该 Idempotency-Key 对应的响应已过时",
                 .en = "The response to this Idempotency-Key is out of date"},
     .when =
         {.zh = "请求携带了已使用过的 "
                "Idempotency-"
                "Key，而首次响应中的激活码已被替换、删除或过期（创建的激活码还包括已被使用），App "
                "Key 已被重置，帐号、部门、应用已被删除，管理员已被撤销，或配对的批准已失效。",
          .en = "The request repeats an earlier one by its Idempotency-Key, but since then the "
                "code of the first response was replaced or deleted or has expired (or, if it "
                "was created, was used), the App Key was reset, the account, department or "
                "application was deleted, the user is no longer an administrator, or the approval "
                "of a pairing no longer stands."},
     .remedy = {.zh = "查询当前状态；需要再次执行时使用新的 Idempotency-Key。",
                .en = "Look at the present state; to do it again, use a new key."},
     .origin = ErrorOrigin::roomkey,
     .origin_note =
         {.zh = "厂商接口没有 Idempotency-Key，采用含义最接近的 USG.000000003（参数非法）；状态码 "
                "409 为 roomkey 选定。",
          .en = "The vendor's API has no Idempotency-Key; USG.000000003 (invalid parameter) is the "
                "closest; roomkey chose the status."}},
    {.code = ErrorCode::body_too_large,
     .status = 413,
     .wire_code = "USG.000000003",
     .message = {.zh = "请求体过大", .en = "The request body is too large"},
     .when = {.zh = "请求体超过 64 KiB（运维人员可调整）。",
              .en = "The body is larger than 64 KiB (configurable by the operator)."},
     .remedy = {.zh = "减小请求体；批量操作请分批进行。",
                .en = "Send a smaller body; split batches."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_transport},
    {.code = ErrorCode::request_line_too_long,
     .status = 414,
     .wire_code = "USG.000000003",
     .message = {.zh = "请求行过长", .en = "The request line is too long"},
     .when = {.zh = "请求行超过 8 KiB（运维人员可调整）。",
              .en = "The request line is longer than 8 KiB (configurable by the operator)."},
     .remedy = {.zh = "缩短路径或查询参数。", .en = "Shorten the path or the query parameters."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_transport},
    {.code = ErrorCode::media_type_unsupported,
     .status = 415,
     .wire_code = "USG.000000003",
     .message = {.zh = "Content-Type 必须为 application/json，且不得使用 Content-Encoding",
                 .en = "Content-Type must be application/json, without a Content-Encoding"},
     .when = {.zh = "请求带有请求体，但 Content-Type 不是 application/json、其 charset 不是 UTF-8，"
                    "请求体经过压缩，或者无需令牌的操作（登录、激活）缺少 Content-Type。",
              .en = "The request has a body, but its Content-Type is not application/json, its "
                    "charset is not UTF-8, the body is compressed, or an operation that needs no "
                    "token (sign-in, activation) has no Content-Type."},
     .remedy = {.zh = "使用未压缩的 UTF-8 JSON，并将 Content-Type 设为 application/json。",
                .en = "Send uncompressed JSON in UTF-8 with Content-Type application/json."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_transport},
    {.code = ErrorCode::header_too_large,
     .status = 431,
     .wire_code = "USG.000000003",
     .message = {.zh = "请求头过大", .en = "The request header is too large"},
     .when = {.zh = "请求行与请求头合计超过 16 KiB（运维人员可调整）。",
              .en = "The request line and headers together exceed 16 KiB (configurable by the "
                    "operator)."},
     .remedy = {.zh = "减少或缩短请求头。", .en = "Send fewer or shorter headers."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_transport},
};

}  // namespace

std::span<ErrorEntry const> request_errors() { return entries; }

}  // namespace roomkey
