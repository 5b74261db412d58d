#include "cli/terminal/device_report.hpp"

#include "cli/text/json_line.hpp"
#include "cli/text/moment.hpp"
#include "cli/text/table.hpp"

namespace roomkey {

void DeviceReport::profile(std::string_view event, DeviceProfile const& profile) {
    write(event,
          {{"account", profile.account},
           {"name", profile.name},
           {"devType", profile.device_type},
           {"corpId", profile.corp_id},
           {"corpName", profile.corp_name},
           {"deptCode", profile.department_code},
           {"deptName", profile.department_name}},
          "'" + profile.name + "', account " + profile.account + ", " + profile.device_type +
              ", enterprise '" + profile.corp_name + "' (" + profile.corp_id + "), department '" +
              profile.department_name + "' (" + profile.department_code + ")");
}

void DeviceReport::unbound(UnbindNews const& news) {
    boost::json::object fields{{"reason", nullptr}, {"at", nullptr}};
    std::string text = news.reason.empty() ? "the server gave no reason" : news.reason;
    if (!news.reason.empty()) fields["reason"] = news.reason;
    if (news.at) {
        fields["at"] = moment_text(*news.at);
        text += ", at " + moment_text(*news.at);
    }
    write("unbound", std::move(fields), text);
}

void DeviceReport::renewed(Instant renew_at) {
    write("renewed", {{"renewTime", moment_text(renew_at)}},
          "a new credential, to be renewed at " + moment_text(renew_at));
}

void DeviceReport::offline(std::string const& reason) {
    write("offline", {{"reason", reason}}, reason);
}

void DeviceReport::refused(std::string_view what, DeviceRefusal const& refusal) {
    auto text = refusal.code.empty() ? "status " + std::to_string(refusal.status)
                                     : refusal.code + " " + refusal.text;
    if (!refusal.retry_after.empty()) text += " (try again in " + refusal.retry_after + " s)";
    if (is_json_) {
        write(
            "refused",
            {{"status", refusal.status}, {"error_code", refusal.code}, {"error_msg", refusal.text}},
            text);
    }
    problem(std::string(what) + " was refused: " + text);
}

void DeviceReport::problem(std::string const& text) {
    console_.err << "roomkey: " << printable(text) << std::endl;
}

void DeviceReport::write(std::string_view event, boost::json::object fields,
                         std::string const& text) {
    auto const now = moment_text(clock_.now());
    if (is_json_) {
        boost::json::object line{{"event", event}, {"time", now}};
        for (auto& field : fields) line[field.key()] = std::move(field.value());
        console_.out << json_line(line) << std::flush;
    } else {
        console_.out << now << "  " << event << ": " << printable(text) << std::endl;
    }
}

}  // namespace roomkey
