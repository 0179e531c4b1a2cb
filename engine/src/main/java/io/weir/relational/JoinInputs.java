package io.weir.relational;

import io.weir.type.DataType;
import io.weir.type.Schema;
import java.io.Serializable;
import java.util.ArrayList;

/** What the two sides of a join look like. */
public record JoinInputs(Schema probe, Schema build) implements Serializable {
    /** The columns that a residual condition sees: probe columns, then build columns. */
    public Schema pairs() {
        var fields = new ArrayList<>(probe.fields());
        fields.addAll(build.fields());
        return new Schema(fields);
    }

    /** The columns of the answer. */
    public Schema output(JoinKind kind) {
        if (kind.answersPairs()) {
            return pairs();
        }
        if (kind.settlesBuildRows()) {
            return build;
        }
        if (kind != JoinKind.MARK) {
            return probe;
        }
        var fields = new ArrayList<>(probe.fields());
        fields.add(new Schema.Field("mark", DataType.Scalar.BOOLEAN));
        return new Schema(fields);
    }
}
