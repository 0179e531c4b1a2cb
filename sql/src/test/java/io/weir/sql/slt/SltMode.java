package io.weir.sql.slt;

import io.weir.table.SessionSettings;
import io.weir.table.plan.Optimization;
import java.util.List;
import java.util.Locale;

/** How a file is run. The answers are the same in every mode. */
public enum SltMode {
    STANDARD(SessionSettings.STANDARD),
    BATCH_1(SessionSettings.STANDARD.with(SessionSettings.BATCH_ROWS, 1)),
    BATCH_7(SessionSettings.STANDARD.with(SessionSettings.BATCH_ROWS, 7)),
    PARALLEL_4(SessionSettings.STANDARD.with(SessionSettings.PARALLELISM, 4)),
    SMALL_MEMORY(SessionSettings.STANDARD.with(SessionSettings.OPERATOR_MEMORY, 1L << 20)),
    UNOPTIMIZED(SessionSettings.STANDARD.without(List.of(Optimization.values())));

    private final SessionSettings settings;

    SltMode(SessionSettings settings) {
        this.settings = settings;
    }

    public SessionSettings settings() {
        return settings;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
