package io.weir.table;

import io.weir.table.catalog.Catalog;
import io.weir.table.function.FunctionCatalog;
import io.weir.table.plan.Planner;
import io.weir.table.plan.PlannerSettings;
import io.weir.table.translate.Constants;
import io.weir.table.translate.Translation;
import io.weir.table.translate.TranslationSettings;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What a process can do for its first query before it knows it: most of the time of a first plan goes into making classes ready. */
public final class FirstQuery {
    private static final TranslationSettings SETTINGS =
            new TranslationSettings(2, 1L << 30, Optional.empty(), ZoneOffset.UTC);

    /** From what all queries need to what many do. */
    private static final List<String> LIKELY = List.of(
            "select count(*) from (values (1)) as t (a)",
            "select a, sum(b * (1 - b)), avg(b), count(*) from (values (1, 2.5, date '2020-01-01')) as t (a, b, c)"
                    + " where c <= date '1998-12-01' - interval '90' day group by a order by a",
            "select t.a, b from (values (1)) as t (a) join (values (1, 'x')) as s (a, b) on t.a = s.a"
                    + " where b like 'x%' and t.a in (select 1) limit 3");

    private FirstQuery() {}

    /** Plans likely queries, until somebody plans one that is wanted. */
    public static void prepare() {
        var functions = FunctionCatalog.builtIn();
        Planner.prepare(
                LIKELY.stream().<Runnable>map(sql -> () -> plan(sql, functions)).toList());
    }

    private static void plan(String sql, FunctionCatalog functions) {
        var zone = ZoneOffset.UTC;
        var planner = new Planner(
                new Catalog(new OpenedFiles(() -> SessionSettings.STANDARD)),
                functions,
                PlannerSettings.of(zone, Clock.systemUTC()),
                Constants.expressions(functions, zone));
        Translation.query("first", planner.plan(sql), functions, SETTINGS);
    }
}
