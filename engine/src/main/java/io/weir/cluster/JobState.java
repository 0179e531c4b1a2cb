package io.weir.cluster;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.task.Failures;
import java.util.Optional;

/** A job's life: each state answers an event with the next state, and tells the run what to do on the way. */
sealed interface JobState {
    JobState on(JobEvent event, JobRun run);

    record Waiting() implements JobState {
        @Override
        public JobState on(JobEvent event, JobRun run) {
            if (event instanceof JobEvent.Submitted) {
                run.prepare();
                return new Deploying(Optional.empty());
            }
            throw new AssertionError(event);
        }
    }

    /** Enumerators and committers are being opened. A failure waits until they are, so that they can be closed. */
    record Deploying(Optional<EngineException> failure) implements JobState {
        @Override
        public JobState on(JobEvent event, JobRun run) {
            if (event instanceof JobEvent.Failed failed) {
                return new Deploying(failure.or(() -> Optional.of(failed.failure())));
            } else if (event instanceof JobEvent.Prepared) {
                return failure.isPresent() ? Releasing.after(Outcome.failed(failure.get()), run) : deploy(run);
            }
            throw new AssertionError(event);
        }

        private static JobState deploy(JobRun run) {
            try {
                return new Running(run.deploy());
            } catch (RuntimeException e) {
                return Releasing.after(Outcome.failed(Failures.explain(e, "the deployment of tasks")), run);
            }
        }
    }

    /** So many tasks have not ended yet. */
    record Running(int tasks) implements JobState {
        @Override
        public JobState on(JobEvent event, JobRun run) {
            if (event instanceof JobEvent.TaskEnded ended) {
                var failure = ended.end().failure();
                if (failure.isPresent()) {
                    return stop(failure.get(), tasks - 1, run);
                }
                return went(run, ended);
            } else if (event instanceof JobEvent.Failed failed) {
                return stop(failed.failure(), tasks, run);
            }
            throw new AssertionError(event);
        }

        private JobState went(JobRun run, JobEvent.TaskEnded ended) {
            int left;
            try {
                left = tasks - 1 + run.ended(ended.end());
            } catch (RuntimeException e) {
                return stop(Failures.explain(e, "the beginning of a stage"), tasks - 1, run);
            }
            if (left > 0) {
                return new Running(left);
            }
            run.commit();
            return new Committing();
        }

        private static JobState stop(EngineException failure, int tasks, JobRun run) {
            run.cancelTasks();
            return tasks == 0 ? Releasing.after(Outcome.failed(failure), run) : new Stopping(failure, tasks);
        }
    }

    /** The first failure is the job's; the other tasks are leaving. */
    record Stopping(EngineException failure, int tasks) implements JobState {
        @Override
        public JobState on(JobEvent event, JobRun run) {
            if (event instanceof JobEvent.TaskEnded ended) {
                run.keepTokens(ended.end());
                return tasks == 1 ? Releasing.after(Outcome.failed(failure), run) : new Stopping(failure, tasks - 1);
            }
            return this;
        }
    }

    /** All tasks ended well; what the sinks prepared is being made visible. Too late to cancel. */
    record Committing() implements JobState {
        @Override
        public JobState on(JobEvent event, JobRun run) {
            if (event instanceof JobEvent.Committed committed) {
                return Releasing.after(new Outcome(Optional.empty(), committed.rows()), run);
            } else if (event instanceof JobEvent.Failed failed
                    && failed.failure().code() != ErrorCode.CANCELLED) {
                return Releasing.after(Outcome.failed(failed.failure()), run);
            }
            return this;
        }
    }

    /** What the job held is being let go; after a failure its sinks throw away what they prepared. */
    record Releasing(Outcome outcome) implements JobState {
        static Releasing after(Outcome outcome, JobRun run) {
            run.release(outcome);
            return new Releasing(outcome);
        }

        @Override
        public JobState on(JobEvent event, JobRun run) {
            if (event instanceof JobEvent.Failed failed && outcome.failure().isEmpty()) {
                return failed.failure().code() == ErrorCode.CANCELLED
                        ? this
                        : new Releasing(Outcome.failed(failed.failure()));
            } else if (event instanceof JobEvent.Released) {
                run.ended(outcome);
                return new Ended(outcome);
            }
            return this;
        }
    }

    record Ended(Outcome outcome) implements JobState {
        @Override
        public JobState on(JobEvent event, JobRun run) {
            return this;
        }
    }
}
