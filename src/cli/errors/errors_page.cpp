#include "cli/errors/errors_page.hpp"

#include <string_view>

#include "base/ascii.hpp"
#include "domain/error/error_catalogue.hpp"
#include "domain/error/error_operations.hpp"

namespace roomkey {
namespace {

constexpr std::string_view introduction = R"(# Errors

This page is generated from the error catalogue of the server (`src/domain/error`); a test keeps the
two the same. The server has the same content at `/errors.json` and `/errors`, and
`roomkey errors [CODE or word]` prints it.

Every refusal has a body of exactly three fields. `error_msg` is in Chinese unless Accept-Language
prefers English; where a field is at fault, it ends with the field, what is wrong with it and what
is accepted. `request_id` is the value of the `X-Request-Id` header; search the log for it.

```json
{"error_code": "$code", "error_msg": "$message", "request_id": "5f0c1c8e0a6b4b0fa2f1d27c3b9e8d41"}
```

One code can have several reasons. Programs that need to tell them apart read the response header
`X-Roomkey-Reason`, whose values are stable. The header `Link` leads to the explanation of the code:
`</errors#$code>; rel="help"`. With 423, 429 and 503 the header `Retry-After` gives the
number of seconds to wait.

A code that gives 400 on the vendor's paths never comes with 404: its clients expect 400 for what
does not exist. 404 and 405 are only for paths and methods.

**Origin** says who chose the code. *vendor*: the vendor publishes it for this situation, in its
REST form (`USG.` and nine digits) or as a number for its clients, which roomkey prefixes with
`USG.`, as is known to be right for other codes of the service. *roomkey*: the vendor publishes
nothing for the situation, and roomkey uses a code with a similar meaning.

)";

// In literals without line breaks: viewers show one between two characters as a blank.
constexpr std::string_view introduction_in_chinese =
    "## 说明\n\n"
    "本页由服务端使用的错误目录（`src/domain/error`）生成，并由测试保证两者一致。同样的内容可通过 "
    "`/errors.json`、`/errors` 和命令 `roomkey errors [错误码或关键字]` 查询。\n\n"
    "失败响应恰好包含 error_code、error_msg、request_id 三个字段。error_msg 默认为中文，"
    "Accept-Language 偏好英文时为英文；与字段有关时，末尾会指出字段、问题和要求。request_id 与 "
    "`X-Request-Id` 响应头相同，可据此检索日志。\n\n"
    "同一错误码可能对应多种原因；程序可读取响应头 `X-Roomkey-Reason` 加以区分，其取值保持稳定。"
    "响应头 `Link` 指向错误码的说明。状态码为 423、429、503 时，响应头 `Retry-After` "
    "给出建议等待的秒数。\n\n"
    "**来源**说明错误码由谁确定。vendor：厂商为该情形公布了 REST "
    "错误码，或为客户端公布了数字（加上 `USG.` "
    "前缀即为错误码）；roomkey：厂商未公布，由 roomkey 选用含义相近的错误码。\n\n";

constexpr std::string_view index_head = R"(## Codes 错误码

| Code 错误码 | HTTP | Reason 原因名称 | Message | 错误描述 |
|---|---|---|---|---|
)";

std::string text(std::string_view part) { return std::string(part); }

/// The introduction, with a refusal for an example.
std::string filled_introduction() {
    std::string page(introduction);
    auto const& example = error_entry(ErrorCode::account_unknown);
    auto const fill = [&](std::string_view word, std::string_view value) {
        for (auto at = page.find(word); at != std::string::npos; at = page.find(word)) {
            page.replace(at, word.size(), value);
        }
    };
    fill("$code", example.wire_code);
    fill("$message", example.message.zh);
    return page;
}

/// The anchor that Markdown viewers make of a heading.
std::string anchor_of(std::string_view wire_code) {
    std::string anchor = "#";
    for (char const c : wire_code) {
        if (is_capital(c) || is_digit(c)) anchor += lower(c);
    }
    return anchor;
}

std::string index_row(ErrorEntry const& entry) {
    return "| [" + text(entry.wire_code) + "](" + anchor_of(entry.wire_code) + ") | " +
           std::to_string(entry.status) + " | `" + text(reason_name(entry.code)) + "` | " +
           text(entry.message.en) + " | " + text(entry.message.zh) + " |\n";
}

struct OperationsText {
    std::string zh;
    std::string en;
};

OperationsText operations_text(ErrorEntry const& entry) {
    auto const names = operations_answering(entry.code);
    if (names.empty()) return {"不属于任何接口的路径或方法", "paths and methods of no operation"};
    if (names == all_operations()) return {"全部", "all"};
    OperationsText list;
    for (auto const name : names) {
        list.zh += (list.zh.empty() ? "" : "、") + text(name);
        list.en += (list.en.empty() ? "" : ", ") + text(name);
    }
    return list;
}

std::string section(ErrorEntry const& entry) {
    auto const operations = operations_text(entry);
    auto const origin = text(wire_name(entry.origin));
    return "\n### `" + text(reason_name(entry.code)) + "`, HTTP " + std::to_string(entry.status) +
           "\n\n" + text(entry.message.en) + " · " + text(entry.message.zh) + "\n" +  //
           "\n- **When**: " + text(entry.when.en) +                                   //
           "\n- **What to do**: " + text(entry.remedy.en) +                           //
           "\n- **Operations**: " + operations.en +                                   //
           "\n- **Origin**: " + origin + ". " + text(entry.origin_note.en) +          //
           "\n- **出现情形**：" + text(entry.when.zh) +                               //
           "\n- **处理方法**：" + text(entry.remedy.zh) +                             //
           "\n- **接口**：" + operations.zh +                                         //
           "\n- **来源**：" + origin + "。" + text(entry.origin_note.zh) + "\n";
}

}  // namespace

std::string errors_page() {
    auto page = filled_introduction();
    page += introduction_in_chinese;
    page += index_head;
    for (auto const& entry : error_catalogue()) page += index_row(entry);
    std::string_view code;
    for (auto const& entry : error_catalogue()) {
        if (entry.wire_code != code) page += "\n## " + text(entry.wire_code) + "\n";
        code = entry.wire_code;
        page += section(entry);
    }
    return page;
}

}  // namespace roomkey
