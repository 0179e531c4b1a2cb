package io.weir.table.plan;

import java.time.Clock;
import java.time.ZoneId;

/**
 * How queries are planned.
 *
 * @param zone the session's: what current_date and the like mean
 * @param clock read once a query
 * @param exhaustiveJoins up to how many joined tables every order of joins is weighed; beyond, the cheapest next join is taken
 */
public record PlannerSettings(ZoneId zone, Clock clock, int exhaustiveJoins) {
    public static final int EXHAUSTIVE_JOINS = 10;

    public static PlannerSettings of(ZoneId zone, Clock clock) {
        return new PlannerSettings(zone, clock, EXHAUSTIVE_JOINS);
    }
}
