package io.weir.yarn.client;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.yarn.container.Access;
import java.util.Set;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/** An application that lasts beyond a command: its clients find it with YARN and its secret in a file that only its user can read. */
final class Session {
    static final String TYPE = "WEIR_SESSION";

    private Session() {}

    /** By the id of its application or by its name. */
    static ApplicationReport find(Applications applications, String wanted) {
        var found = applications.running(Set.of(TYPE)).stream()
                .filter(report -> report.getApplicationId().toString().equals(wanted)
                        || report.getName().equals(wanted))
                .toList();
        if (found.size() != 1) {
            throw new EngineException(
                    ErrorCode.NOT_FOUND,
                    found.isEmpty()
                            ? "no session " + wanted + "; weir session list shows those that there are"
                            : found.size() + " sessions are named " + wanted + ": give the id of one");
        }
        return found.get(0);
    }

    /** Fails with NOT_FOUND if it is gone. */
    static Access access(Applications applications, ApplicationReport session) {
        return applications
                .access(session)
                .orElseThrow(() -> new EngineException(
                        ErrorCode.NOT_FOUND, "the session " + session.getApplicationId() + " has just ended"));
    }
}
