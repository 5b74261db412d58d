#include "domain/error/error_parts.hpp"

namespace roomkey {
namespace {

constexpr Bilingual note_of_pairings{
    .zh = "厂商没有扫码配对的接口；错误码采用含义最接近的一个（参数非法，或验证失败次数过多）。",
    .en =
        "The vendor's API has no pairing; the code is the closest one, of parameters or of too "
        "many wrong codes.",
};

constexpr ErrorEntry entries[] = {
    {.code = ErrorCode::pairing_unknown,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "配对不存在或已失效", .en = "The pairing does not exist or is over"},
     .when = {.zh = "配对码不存在，已超过 10 分钟，或配对已被批准、拒绝或因数字输错三次而失效。",
              .en = "No screen shows this code: it never did, its 10 minutes are over, or the "
                    "pairing was approved, denied or ended by three wrong numbers."},
     .remedy = {.zh = "核对屏幕当前显示的配对码；屏幕会在失效后自动显示新的配对码。",
                .en = "Compare with the code that the screen shows now; when one is over, it "
                      "shows another."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_pairings},
    {.code = ErrorCode::pairing_number_wrong,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "与屏幕上的数字不一致", .en = "This is not the number on the screen"},
     .when = {.zh = "批准配对时输入的数字与该屏幕显示的不一致。输错三次后配对失效。",
              .en = "The number that was typed to approve a pairing is not the one that its screen "
                    "shows. Three wrong ones end the pairing."},
     .remedy = {.zh =
                    "在要绑定的屏幕前读取数字；若屏幕显示的是另一个配对码，请扫描该屏幕的二维码。",
                .en = "Read it off the screen that is to be bound. If that screen shows another "
                      "code, scan its QR code."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_pairings},
    {.code = ErrorCode::too_many_pairings,
     .status = 429,
     .wire_code = "USG.201040012",
     .message = {.zh = "配对过多，请稍后重试", .en = "Too many pairings; try again later"},
     .when = {.zh = "10 分钟内同一来源地址发起了 60 次配对，其所在网段（IPv4 /24、IPv6 /48）240 "
                    "次，或整个服务 2000 次。",
              .en = "60 pairings were begun within 10 minutes from one source address, 240 from "
                    "its network (IPv4 /24, IPv6 /48), or 2000 across the whole service."},
     .remedy = {.zh = "等待 Retry-After 响应头给出的秒数，或输入激活码。",
                .en = "Wait for the number of seconds in Retry-After, or enter a code."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_pairings},
    {.code = ErrorCode::terminal_in_use,
     .status = 400,
     .wire_code = "USG.000000003",
     .message = {.zh = "终端已绑定设备", .en = "A device is bound to the terminal"},
     .when = {.zh = "批准配对时选择的终端已绑定另一台设备。",
              .en = "The terminal that was chosen for a pairing has a device already."},
     .remedy = {.zh = "选择其他终端，或先重置该终端的激活码（会解除原设备的绑定）。",
                .en = "Choose another terminal, or reset this one first, which unbinds its "
                      "device."},
     .origin = ErrorOrigin::roomkey,
     .origin_note = note_of_pairings},
};

}  // namespace

std::span<ErrorEntry const> pairing_errors() { return entries; }

}  // namespace roomkey
