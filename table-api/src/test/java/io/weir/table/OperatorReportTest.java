package io.weir.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OperatorReportTest {
    /** Each row that the other side may have is expected to meet one, but only two do. */
    @Test
    void besideTheRowsThatAStepAnsweredStandThoseExpected() {
        try (var tables = TableEnvironment.create(SessionSettings.STANDARD)) {
            var text = Answers.text(
                    tables,
                    "explain analyze select x, y + 1 from (values 1, 2, 8) as a (x) join (values 1, 2, 3, 4, 5) as b (y) on x = y");
            assertThat(text)
                    .containsPattern("operator +rows in +rows out +expected +time")
                    .containsPattern("HashJoin inner #0=#0 +4 +2 +4 +\\d")
                    .containsPattern("Project +2 +2 +4 +\\d");
        }
    }
}
