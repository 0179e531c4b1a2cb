package io.weir.table.plan;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Set;

/**
 * How queries are planned.
 *
 * @param zone the session's: what current_date and the like mean
 * @param clock read once a query
 * @param exhaustiveJoins up to how many joined tables every order of joins is weighed; beyond, the cheapest next join is taken
 * @param optimizations those that are on
 */
public record PlannerSettings(ZoneId zone, Clock clock, int exhaustiveJoins, Set<Optimization> optimizations) {
    public static final int EXHAUSTIVE_JOINS = 10;

    public PlannerSettings {
        optimizations = Set.copyOf(optimizations);
    }

    public static PlannerSettings of(ZoneId zone, Clock clock, Set<Optimization> optimizations) {
        return new PlannerSettings(zone, clock, EXHAUSTIVE_JOINS, optimizations);
    }

    boolean does(Optimization optimization) {
        return optimizations.contains(optimization);
    }
}
