package io.weir.table;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class FirstQueryTest {
    @Test
    void whatIsPlannedBeforehandCanBePlanned() {
        assertThatCode(FirstQuery::prepare).doesNotThrowAnyException();
    }
}
