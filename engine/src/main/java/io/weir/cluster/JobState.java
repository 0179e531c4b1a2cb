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
            return this;
        }
    }

    /** Enumerators and committers are being opened. A failure waits until they are, so that they can be closed. */
    record Deploying(Optional<EngineException> failure) implements JobState {
        @Override
        public JobState on(JobEvent event, JobRun run) {
            if (event instanceof JobEvent.Failed failed) {
                return new Deploying(failure.or(() -> Optional.of(failed.failure())));
            } else if (event instanceof JobEvent.Prepared) {
                return failure.isPresent() ? Releasing.after(Outcome.failed(failure.get()), run) : Adopting.begin(run);
            }
            return this;
        }
    }

    /** What a former JobManager did is being found again; a job that is new has nothing to find. */
    record Adopting() implements JobState {
        static JobState begin(JobRun run) {
            return run.adopts() ? new Adopting().next(run) : Running.begin(run);
        }

        @Override
        public JobState on(JobEvent event, JobRun run) {
            if (event instanceof JobEvent.Failed failed) {
                return Releasing.after(Outcome.failed(failed.failure()), run);
            } else if (event instanceof JobEvent.Waited) {
                return Running.resume(run);
            }
            return event instanceof JobEvent.TaskManagerCame ? next(run) : this;
        }

        private JobState next(JobRun run) {
            return run.adoption().missing().isEmpty() ? Running.resume(run) : this;
        }
    }

    record Running() implements JobState {
        @Override
        public JobState on(JobEvent event, JobRun run) {
            if (event instanceof JobEvent.TaskEnded ended) {
                return ended(ended, run);
            } else if (event instanceof JobEvent.TaskManagerLost lost) {
                return after(run.lost(lost.name(), lost.reason()), run);
            } else if (event instanceof JobEvent.TaskManagerCame || event instanceof JobEvent.Retry) {
                return begin(run);
            } else if (event instanceof JobEvent.Bounded bounded) {
                run.notes().bounded(bounded.edge(), bounded.bounds());
            } else if (event instanceof JobEvent.Overdue) {
                return run.scheduler().waitsForTaskManager() ? Stopping.after(overdue(), run) : this;
            } else if (event instanceof JobEvent.Failed failed) {
                return Stopping.after(failed.failure(), run);
            }
            return this;
        }

        private static EngineException overdue() {
            return new EngineException(ErrorCode.CONNECTION, "no TaskManager has come to run the job's tasks");
        }

        private JobState ended(JobEvent.TaskEnded ended, JobRun run) {
            var failure = ended.end().failure();
            if (failure.isPresent()) {
                return after(run.failed(ended.end().id(), failure.get()), run);
            }
            if (!run.ended(ended.end(), ended.left())) {
                return this;
            }
            return next(run);
        }

        /** Goes on with what a former JobManager left. */
        private static JobState resume(JobRun run) {
            run.settle();
            return next(run);
        }

        private static JobState next(JobRun run) {
            if (run.complete()) {
                run.commit();
                return new Committing();
            }
            return begin(run);
        }

        /** An error that the job does not survive ends it. */
        private JobState after(Optional<EngineException> failure, JobRun run) {
            return failure.isPresent() ? Stopping.after(failure.get(), run) : this;
        }

        private static JobState begin(JobRun run) {
            try {
                run.begin();
                return new Running();
            } catch (RuntimeException e) {
                return Stopping.after(Failures.explain(e, "the beginning of a stage"), run);
            }
        }
    }

    /** The first failure is the job's; the other tasks are leaving. */
    record Stopping(EngineException failure) implements JobState {
        static JobState after(EngineException failure, JobRun run) {
            run.cancelTasks();
            return new Stopping(failure).next(run);
        }

        @Override
        public JobState on(JobEvent event, JobRun run) {
            if (event instanceof JobEvent.TaskEnded ended) {
                run.left(ended.end(), ended.left());
            } else if (event instanceof JobEvent.TaskManagerLost lost) {
                run.forget(lost.name());
            }
            return next(run);
        }

        private JobState next(JobRun run) {
            return run.anyRuns() ? this : Releasing.after(Outcome.failed(failure), run);
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
            } else if (event instanceof JobEvent.Released released) {
                var known = released.explained().map(Outcome::failed).orElse(outcome);
                run.ended(known);
                return new Ended(known);
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
