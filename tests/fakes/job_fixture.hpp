#pragma once

#include "security/password/password_hasher.hpp"
#include "tests/fakes/flaky_store.hpp"
#include "tests/fakes/outbox_fixture.hpp"
#include "usecase/job/jobs.hpp"
#include "usecase/job/run_jobs.hpp"

namespace roomkey {

/// Jobs over a database that can fail or be lost, and their worker.
class JobFixture : public OutboxFixture {
protected:
    Job job(JobId const& id) { return jobs_.show({id}, operator_of(corp_.id)).value().job; }

    FlakyStore flaky_{*store_};
    Gate flaky_gate_{flaky_, clock_, authentication_, feed_, [] {}};
    ResetCode flaky_resets_{flaky_, clock_, flaky_gate_, authentication_, issue_, hashes_, sealer_};
    PasswordHasher passwords_{{1, std::size_t{8192}}};
    Users users_{flaky_gate_, issue_, tokens_, passwords_};
    Devices devices_{flaky_gate_, issue_, tokens_};
    Codes code_changes_{flaky_gate_, issue_, tokens_};
    Inventory inventory_{flaky_gate_};
    RowWork work_{users_, devices_, code_changes_, flaky_resets_, inventory_};
    Jobs jobs_{flaky_gate_, issue_, tokens_, sealer_};
    RunJobs run_jobs_{flaky_, clock_, flaky_gate_, sealer_, work_};
};

}  // namespace roomkey
