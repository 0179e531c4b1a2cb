package io.weir.table;

import io.weir.table.statement.Statement;

/** SELECT, EXPLAIN and EXPLAIN ANALYZE. */
final class Queries {
    private final Session session;

    Queries(Session session) {
        this.session = session;
    }

    Result run(Statement.Query query) {
        var planned = session.plan(query);
        return Result.running(
                planned.schema(), session.submit(session.query(planned).dataflow()));
    }

    Result explain(Statement.Query query) {
        return Result.text("plan", session.plan(query).explain());
    }

    /** Runs the query to its end and throws its rows away. */
    Result analyze(Statement.Query query) {
        var planned = session.plan(query);
        var translated = session.query(planned);
        var begun = System.nanoTime();
        var rows = 0L;
        try (var job = session.submit(translated.dataflow())) {
            for (var batch = job.next(); batch != null; batch = job.next()) {
                rows += batch.rows();
            }
            var millis = (System.nanoTime() - begun) / 1_000_000;
            var report = new OperatorReport(job.dataflow(), job.metrics(), translated.expected()).text();
            return Result.text(
                    "plan",
                    planned.explain().stripTrailing() + "\n\n" + rows + (rows == 1 ? " row in " : " rows in ") + millis
                            + " ms\n\n" + report);
        }
    }
}
