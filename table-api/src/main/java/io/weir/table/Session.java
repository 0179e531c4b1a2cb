package io.weir.table;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.graph.Dataflow;
import io.weir.graph.Job;
import io.weir.graph.JobRunner;
import io.weir.graph.JobSettings;
import io.weir.graph.Partitioning;
import io.weir.table.catalog.Catalog;
import io.weir.table.function.FunctionCatalog;
import io.weir.table.plan.Optimization;
import io.weir.table.plan.PlannedQuery;
import io.weir.table.plan.Planner;
import io.weir.table.plan.PlannerSettings;
import io.weir.table.statement.Statement;
import io.weir.table.translate.Constants;
import io.weir.table.translate.Translation;
import io.weir.table.translate.TranslationSettings;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** What the statements of one client share: names, settings, and where jobs run. Owned by one thread. */
final class Session {
    private final Catalog catalog;
    private final FunctionCatalog functions;
    private final JobRunner runner;
    private final Clock clock;
    private final Consumer<Job> started;
    private SessionSettings settings;

    /** @param started told of each job before its rows are waited for */
    Session(
            Catalog catalog,
            FunctionCatalog functions,
            JobRunner runner,
            SessionSettings settings,
            Consumer<Job> started) {
        this.catalog = catalog;
        this.functions = functions;
        this.runner = runner;
        this.settings = settings;
        this.started = started;
        this.clock = Clock.systemUTC();
    }

    Catalog catalog() {
        return catalog;
    }

    FunctionCatalog functions() {
        return functions;
    }

    SessionSettings settings() {
        return settings;
    }

    void settings(SessionSettings changed) {
        settings = changed;
    }

    PlannedQuery plan(Statement.Query query) {
        return plan(query.placed());
    }

    PlannedQuery plan(String text) {
        var zone = settings.get(SessionSettings.TIMEZONE);
        return new Planner(
                        catalog,
                        functions,
                        PlannerSettings.of(zone, clock, settings.optimizations()),
                        Constants.expressions(functions, zone))
                .plan(text);
    }

    Translation.Translated query(PlannedQuery query) {
        return Translation.query("query", query, functions, translation());
    }

    Dataflow insert(PlannedQuery query, Translation.InsertTarget target) {
        return Translation.insert("insert", query, target, functions, translation());
    }

    Job submit(Dataflow dataflow) {
        var job = runner.submit(
                dataflow,
                new JobSettings(
                        settings.get(SessionSettings.PARALLELISM),
                        settings.get(SessionSettings.BATCH_ROWS),
                        settings.get(SessionSettings.OPERATOR_MEMORY)));
        started.accept(job);
        return job;
    }

    /** The name without its quotes and dots, which must be one word. */
    static String single(Statement.Name name) {
        if (name.parts().size() != 1) {
            throw new EngineException(ErrorCode.INVALID_STATEMENT, "a name of one part is needed here, not " + name);
        }
        return name.last();
    }

    private Optional<Partitioning.Skew> skew() {
        return settings.optimizations().contains(Optimization.SKEW_JOIN)
                ? Optional.of(new Partitioning.Skew(
                        settings.get(SessionSettings.SKEWED_PARTITION_FACTOR),
                        settings.get(SessionSettings.SKEWED_PARTITION_THRESHOLD)))
                : Optional.empty();
    }

    private TranslationSettings translation() {
        var set = settings.get(SessionSettings.OPERATOR_MEMORY);
        return new TranslationSettings(
                settings.get(SessionSettings.PARALLELISM),
                set == 0 ? runner.operatorMemory() : set,
                skew(),
                settings.get(SessionSettings.TIMEZONE),
                settings.optimizations());
    }
}
