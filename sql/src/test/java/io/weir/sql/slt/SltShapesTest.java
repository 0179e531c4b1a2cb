package io.weir.sql.slt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** The files hold many different queries, not one many times. */
class SltShapesTest {
    @Test
    void noTwoQueriesDifferOnlyInLiteralsOrNames() throws IOException {
        var first = new HashMap<String, String>();
        var repeated = new ArrayList<String>();
        for (var file : SltTest.chosen()) {
            for (var record : SltFile.read(file)) {
                if (record.expectation() instanceof SltRecord.Expectation.Rows) {
                    var place = SltTest.name(file) + ":" + record.line();
                    var before = first.putIfAbsent(SltShape.of(record.sql()), place);
                    if (before != null) {
                        repeated.add(place + " repeats " + before + ": " + record.sql());
                    }
                }
            }
        }
        assertEquals("", String.join("\n", repeated));
    }

    @Test
    void aShapeKeepsWhatAStatementAsks() {
        assertEquals(
                SltShape.of("select a, b from t where a = 'x'"),
                SltShape.of("select x, y from \"T 2\" where x = 12.5"));
        assertNotEquals(SltShape.of("select a, b from t"), SltShape.of("select a, a from t"));
        assertNotEquals(SltShape.of("select max(a) from t"), SltShape.of("select min(a) from t"));
        assertNotEquals(SltShape.of("select cast(a as int)"), SltShape.of("select cast(a as date)"));
    }
}
