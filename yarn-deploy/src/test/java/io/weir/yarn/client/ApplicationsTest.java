package io.weir.yarn.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.util.Records;
import org.junit.jupiter.api.Test;

class ApplicationsTest {
    private static ApplicationReport report(YarnApplicationState state, String pages) {
        var report = Records.newRecord(ApplicationReport.class);
        report.setApplicationId(ApplicationId.newInstance(1, 1));
        report.setYarnApplicationState(state);
        report.setOriginalTrackingUrl(pages);
        return report;
    }

    @Test
    void aJobManagerHasPagesWhileItRuns() {
        var running = YarnApplicationState.RUNNING;
        assertThat(Applications.pages(report(running, "http://node:4711"))).contains(URI.create("http://node:4711"));
        assertThat(Applications.pages(report(running, "https://node:4711"))).isPresent();
        assertThat(Applications.pages(report(YarnApplicationState.FINISHED, "http://node:4711")))
                .isEmpty();
    }

    /** As YARN has it between the end of an ApplicationMaster and the end of its application. */
    @Test
    void aPageOfYarnIsNoneOfTheJobManager() {
        var running = YarnApplicationState.RUNNING;
        assertThat(Applications.pages(report(running, "http://manager:8088/cluster/app/application_1_0001")))
                .isEmpty();
        assertThat(Applications.pages(report(running, "N/A"))).isEmpty();
        assertThat(Applications.pages(report(running, null))).isEmpty();
    }
}
