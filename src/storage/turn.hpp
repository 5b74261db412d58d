#pragma once

#include <semaphore.h>

namespace roomkey {

/// What one thread waits for and another gives, once. A POSIX semaphore, because it may go as soon
/// as the wait is over, and because libstdc++'s own ones spin, which many waiting threads on few
/// cores pay for.
class Turn {
public:
    Turn() { sem_init(&semaphore_, /*shared between processes*/ 0, 0); }
    ~Turn() { sem_destroy(&semaphore_); }
    Turn(Turn const&) = delete;
    Turn& operator=(Turn const&) = delete;

    void give() { sem_post(&semaphore_); }
    void take() {
        // Only a signal ends the wait early.
        while (sem_wait(&semaphore_) != 0) {
        }
    }

private:
    sem_t semaphore_;
};

}  // namespace roomkey
