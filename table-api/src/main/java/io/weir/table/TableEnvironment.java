package io.weir.table;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.Nullable;
import io.weir.cluster.LocalCluster;
import io.weir.cluster.LocalClusterSettings;
import io.weir.expression.AggregateDefinition;
import io.weir.expression.ScalarFunction;
import io.weir.graph.JarLoader;
import io.weir.graph.Job;
import io.weir.graph.JobMetrics;
import io.weir.graph.JobRunner;
import io.weir.graph.LentRunner;
import io.weir.table.catalog.Catalog;
import io.weir.table.statement.Position;
import io.weir.table.statement.Script;
import io.weir.table.statement.Statement;
import io.weir.table.statement.StatementParser;
import io.weir.type.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A session with tables, views, functions and settings of its own: the way in for Java programs.
 *
 * <pre>{@code
 * try (var tables = TableEnvironment.create();
 *         var result = tables.executeSql("select city, count(*) from 'data/orders' group by city")) {
 *     result.rows().forEachRemaining(row -> process(row.string(0), row.longValue(1)));
 * }
 * }</pre>
 *
 * <p>Queries run in this process, on all its processors. One thread uses an environment, but for {@link #cancel} and
 * {@link #progress}. Closing it ends what still runs.
 */
public final class TableEnvironment implements AutoCloseable {
    private static final StackWalker CALLER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final Session session;
    private final Definitions definitions;
    private final JobRunner runner;
    private volatile @Nullable Job current;
    private volatile boolean cancelled;

    private TableEnvironment(JobRunner runner, SessionSettings settings) {
        this.runner = runner;
        var catalog = new Catalog(new OpenedFiles(this::settings), TablePlaces.main(settings));
        this.session = new Session(catalog, SessionFunctions.of(catalog), runner, settings, this::started);
        var places = new TablePlaces(session);
        places.attachSchemas();
        this.definitions = new Definitions(session, places);
    }

    private void started(Job job) {
        current = job;
        if (cancelled) {
            job.cancel();
        }
    }

    /** A session with the standard settings. A program that weir runs gets one whose jobs run where it was told to. */
    public static TableEnvironment create() {
        return program(CALLER.getCallerClass())
                .map(runner ->
                        create(runner, SessionSettings.STANDARD.with(SessionSettings.PARALLELISM, runner.slots())))
                .orElseGet(() -> create(local(), SessionSettings.STANDARD));
    }

    /** A session that begins with these settings; SET changes them. */
    public static TableEnvironment create(SessionSettings settings) {
        return create(program(CALLER.getCallerClass()).orElseGet(TableEnvironment::local), settings);
    }

    private static JobRunner local() {
        return LocalCluster.start(LocalClusterSettings.defaults());
    }

    private static Optional<JobRunner> program(Class<?> caller) {
        return JarLoader.program(caller.getClassLoader()).map(program -> new LentRunner(program.runner()));
    }

    /** A session whose jobs run elsewhere. Closing it closes the runner. */
    public static TableEnvironment create(JobRunner runner, SessionSettings settings) {
        return new TableEnvironment(runner, settings);
    }

    /**
     * Runs one statement, a query or any other; a semicolon may follow it. A query's rows come while they are taken from the result.
     * Every other statement has ended when this returns: the rows of an INSERT are visible then, or it throws and none is.
     *
     * @throws EngineException with line and column in the text where there are such, and a type that tells the user's mistakes from
     *     failures
     */
    public Result executeSql(String text) {
        var pieces = Script.split(text);
        if (pieces.size() != 1) {
            throw new EngineException(
                    ErrorCode.SYNTAX,
                    "one statement is expected, found " + pieces.size() + ": use executeScript for several");
        }
        return execute(pieces.get(0));
    }

    /**
     * Runs the statements of a script one after the other, up to the first that fails; that error is thrown.
     *
     * @param results is given what each answers while it runs; it is closed afterwards
     */
    public void executeScript(String text, Consumer<Result> results) {
        for (var piece : Script.split(text)) {
            try (var result = execute(piece)) {
                results.accept(result);
            }
        }
    }

    /** Runs one statement of a script; errors carry its place in it. */
    public Result execute(Script.Piece piece) {
        current = null;
        cancelled = false;
        try {
            return run(StatementParser.parse(piece));
        } catch (StackOverflowError tooDeep) {
            throw new EngineException(
                    ErrorCode.INVALID_STATEMENT, piece.position() + ": the statement is nested too deeply", tooDeep);
        }
    }

    private Result run(Statement statement) {
        if (statement instanceof Statement.Query query) {
            return new Queries(session).run(query);
        } else if (statement instanceof Statement.Explain explain) {
            return new Queries(session).explain(explain.query());
        } else if (statement instanceof Statement.ExplainAnalyze explain) {
            return new Queries(session).analyze(explain.query());
        } else if (statement instanceof Statement.Insert insert) {
            return new Insertions(session, definitions).insert(insert);
        } else if (statement instanceof Statement.Show show) {
            return new Listings(session, definitions).show(show);
        } else if (statement instanceof Statement.Describe describe) {
            return new Listings(session, definitions).describe(describe);
        } else if (statement instanceof Statement.ShowSettings) {
            return new Listings(session, definitions).settings();
        } else if (statement instanceof Statement.Set set) {
            session.settings(session.settings().with(set.key(), set.value()));
            return Result.done();
        } else if (statement instanceof Statement.Reset reset) {
            session.settings(reset.key().map(session.settings()::without).orElse(SessionSettings.STANDARD));
            return Result.done();
        }
        return define(statement);
    }

    private Result define(Statement statement) {
        if (statement instanceof Statement.CreateTable table) {
            return definitions.createTable(table);
        } else if (statement instanceof Statement.CreateSchema schema) {
            return definitions.createSchema(schema);
        } else if (statement instanceof Statement.CreateView view) {
            return definitions.createView(view);
        } else if (statement instanceof Statement.CreateFunction function) {
            return definitions.createFunction(function);
        } else if (statement instanceof Statement.Drop drop) {
            return definitions.drop(drop);
        } else if (statement instanceof Statement.RenameTable rename) {
            return definitions.rename(rename);
        } else if (statement instanceof Statement.AnalyzeTable analyze) {
            return definitions.analyze(analyze);
        } else if (statement instanceof Statement.Use use) {
            session.catalog().use(Session.single(use.schema()));
            return Result.done();
        }
        throw new AssertionError(statement);
    }

    /** The plan of a query, with the rows that each step is thought to answer. */
    public String explainSql(String query) {
        return session.plan(new Statement.Query(query, Position.START)).explain();
    }

    /** Makes a query's name: later statements of this session may read it as a table. Replaces a view of that name. */
    public void createTemporaryView(String name, String query) {
        definitions.createView(new Statement.CreateView(
                new Statement.Name(List.of(name)),
                Statement.IfPresent.REPLACE,
                List.of(),
                new Statement.Query(query, Position.START)));
    }

    /** Adds a function of a row's values, taken before those of its name where it suits the arguments. */
    public void registerFunction(ScalarFunction function) {
        session.functions().register(function);
    }

    /** Adds an aggregate function, taken before those of its name where it suits the arguments. */
    public void registerFunction(AggregateDefinition function) {
        session.functions().register(function);
    }

    public SessionSettings settings() {
        return session.settings();
    }

    /** Changes the settings for the statements that follow. */
    public void settings(SessionSettings changed) {
        session.settings(changed);
    }

    /** The tables and views of the current schema, sorted. */
    public List<String> tables() {
        return session.catalog().tables(session.catalog().currentSchema());
    }

    /** The columns of a table or view. */
    public Schema columns(String table) {
        return new Listings(session, definitions).schema(new Statement.Name(List.of(table)));
    }

    /** The names of all functions, sorted. */
    public List<String> functions() {
        return new Listings(session, definitions).functions();
    }

    /** Asks the job of the statement that runs now to end; the statement then throws with the code CANCELLED. From any thread. */
    public void cancel() {
        cancelled = true;
        var job = current;
        if (job != null) {
            job.cancel();
        }
    }

    /** How far the job of the latest statement is; empty if it has none. From any thread. */
    public Optional<Job.Progress> progress() {
        return Optional.ofNullable(current).map(Job::progress);
    }

    /** What the operators of the job of the latest statement did; empty if it has none. */
    public Optional<JobMetrics> metrics() {
        return Optional.ofNullable(current).map(Job::metrics);
    }

    @Override
    public void close() {
        runner.close();
        definitions.close();
    }
}
