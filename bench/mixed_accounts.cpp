#include "bench/mixed_accounts.hpp"

#include <array>
#include <atomic>
#include <string>
#include <thread>

#include "storage/sql/directory/corps.hpp"
#include "storage/sql/directory/departments.hpp"
#include "storage/sql/directory/users.hpp"
#include "storage/sql/terminal/bindings.hpp"
#include "storage/sql/terminal/terminals.hpp"

namespace roomkey {
namespace {

constexpr int departments = 100;
constexpr int accounts_in_batch = 500;

template <std::size_t size>
std::string pick(std::array<char const*, size> const& words, int number) {
    return words[static_cast<std::size_t>(number) % size];
}

std::string padded(int number, std::size_t digits) {
    auto const text = std::to_string(number);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
}

std::string person_name(int number) {
    constexpr std::array surnames{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐"};
    constexpr std::array given{"伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "军", "洋",
                               "勇", "艳", "杰", "涛", "明", "超", "秀", "霞", "平"};
    return pick(surnames, number) + pick(given, number / 11) + pick(given, number / 209);
}

std::string room_name(int number) {
    constexpr std::array places{"北京", "上海", "深圳", "杭州", "南京", "武汉", "Berlin", "Paris"};
    if (number % 1000 == 7) return "Ärztezimmer " + std::to_string(number);
    auto const rest = std::to_string(number % 40) + "F-" + std::to_string(number);
    return pick(places, number) + (number % 8 < 6 ? "会议室 " : " Meeting Room ") + rest;
}

class Crowd {
public:
    Crowd(Services& services, Corp const& corp) : services_(services), corp_(corp) {}

    Status add(Transaction& tx, int number) const {
        User user;
        user.id = UserId{services_.tokens.id()};
        user.corp_id = corp_.id;
        user.account = "acc" + padded(number, 8) + "@crowd";
        user.department_code = "d" + std::to_string(number % departments);
        if (number % 10 < 5) return add_person(tx, user, number);
        user.name = room_name(number);
        return number % 10 < 8 ? add_terminal(tx, user, number) : add_device(tx, user, number);
    }

private:
    static Status add_person(Transaction& tx, User user, int number) {
        user.name = person_name(number);
        user.phone = "+86139" + padded(number, 8);
        user.country = "chinaPR";
        user.email = "user" + std::to_string(number) + "@example.com";
        TRY(insert_user(tx, user));
        return Done{};
    }

    Status add_terminal(Transaction& tx, User const& user, int number) const {
        Terminal terminal;
        terminal.user = user;
        terminal.user.type = UserType::idea_hub;
        TRY(insert_terminal(tx, terminal));
        if (number % 3 > 0) {
            TRY(services_.code_issue.issue(tx, terminal.user, corp_, corp_.created_at));
            return Done{};
        }
        Binding binding;
        binding.id = BindingId{services_.tokens.id()};
        binding.user_id = user.id;
        binding.sn = "SN" + std::to_string(number);
        Credential credential;
        credential.hash = services_.hashes.of(HashPurpose::credential, services_.tokens.id());
        credential.binding_id = binding.id;
        TRY(insert_binding(tx, binding, credential));
        return Done{};
    }

    static Status add_device(Transaction& tx, User const& user, int number) {
        Terminal terminal;
        terminal.user = user;
        terminal.user.type = UserType::hard_terminal;
        terminal.user.serial_number = "TE" + padded(number, 10);
        terminal.user.number = "+99" + padded(number, 13);
        terminal.device_type = DeviceType::hard_terminal;
        terminal.model = number % 2 == 0 ? "TE20" : "DP300";
        TRY(insert_terminal(tx, terminal));
        return Done{};
    }

    Services& services_;
    Corp const& corp_;
};

Status make_departments(Transaction& tx, CorpId const& corp) {
    auto const root = TRY(find_department(tx, corp, root_department));
    for (int i = 0; i < departments; ++i) {
        Department department;
        department.corp_id = corp;
        department.code = "d" + std::to_string(i);
        department.parent_code = root_department;
        department.name = "部门 " + std::to_string(i);
        department.code_path = root->code_path + '#' + department.code;
        department.name_path = root->name_path + '#' + department.name;
        TRY(insert_department(tx, department));
    }
    return Done{};
}

}  // namespace

Status make_mixed_accounts(Installation& installation, CorpId const& corp_id, int count) {
    auto& store = installation.store();
    auto const corp =
        TRY(store.read([&](Reader& reader) { return find_corp(reader, corp_id); })).value();
    TRY(store.write([&](Transaction& tx) { return make_departments(tx, corp_id); }));
    Crowd const crowd(installation.services(), corp);
    std::atomic<int> next{0};
    std::atomic<bool> has_failed{false};
    auto const work = [&] {
        for (int first = next.fetch_add(accounts_in_batch); first < count && !has_failed;
             first = next.fetch_add(accounts_in_batch)) {
            auto const status = store.write([&](Transaction& tx) -> Status {
                for (int i = first; i < std::min(count, first + accounts_in_batch); ++i) {
                    TRY(crowd.add(tx, i));
                }
                return Done{};
            });
            if (!status.ok()) has_failed = true;
        }
    };
    std::jthread const other(work);
    work();
    return has_failed ? internal_error("an account could not be added") : Status{Done{}};
}

}  // namespace roomkey
