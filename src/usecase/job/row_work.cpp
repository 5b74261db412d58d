#include "usecase/job/row_work.hpp"

#include "usecase/job/row_requests.hpp"

namespace roomkey {
namespace {

template <class Value>
Status done(Result<Value> const& result) {
    TRY(result);
    return Done{};
}

}  // namespace

Status RowWork::run(JobKind kind, RowFields const& fields, Actor const& actor) const {
    auto const source = source_of(fields);
    switch (kind) {
        case JobKind::create_terminals:
            return done(codes_.create(TRY(read_fields(create_code_fields(), source)), actor));
        case JobKind::create_users:
            return done(users_.add(TRY(read_fields(add_user_fields(), source)), actor));
        case JobKind::create_devices:
            return done(devices_.add(TRY(read_fields(add_device_fields(), source)), actor));
        case JobKind::update:
        case JobKind::move:
            return done(users_.update(TRY(user_update_of(fields)), actor));
        case JobKind::label:
        case JobKind::label_devices:
            return done(inventory_.update(TRY(label_update_of(fields)), actor));
        case JobKind::reset:
            return done(reset_.run(TRY(read_fields(reset_code_fields(), source)), actor));
        case JobKind::disable:
            return users_.set_status(TRY(user_batch_of(fields, AccountStatus::disabled)), actor);
        case JobKind::enable:
            return users_.set_status(TRY(user_batch_of(fields, AccountStatus::normal)), actor);
        case JobKind::remove:
            return users_.remove(TRY(user_batch_of(fields, AccountStatus::normal)), actor);
        case JobKind::update_devices:
        case JobKind::move_devices:
            return devices_.update(TRY(device_update_of(fields)), actor);
        case JobKind::reset_devices:
            return devices_.reset_code(TRY(read_fields(reset_device_code_fields(), source)), actor);
        case JobKind::disable_devices:
            return devices_.set_status(TRY(device_batch_of(fields, AccountStatus::disabled)),
                                       actor);
        case JobKind::enable_devices:
            return devices_.set_status(TRY(device_batch_of(fields, AccountStatus::normal)), actor);
        case JobKind::remove_devices:
            return devices_.remove(TRY(device_batch_of(fields, AccountStatus::normal)), actor);
    }
    return internal_error("a job of a kind that this version does not know");
}

}  // namespace roomkey
