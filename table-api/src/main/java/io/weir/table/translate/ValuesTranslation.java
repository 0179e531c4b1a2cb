package io.weir.table.translate;

import io.weir.connector.ValuesSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.Values;

/** Constant rows begin a stage of one task. */
final class ValuesTranslation {
    private ValuesTranslation() {}

    static Draft of(Translation translation, Values node) {
        var schema = Translation.schema(node);
        var rows = new ArrayList<List<Object>>();
        for (var tuple : node.getTuples()) {
            var row = new ArrayList<Object>();
            for (var i = 0; i < tuple.size(); i++) {
                row.add(LiteralTranslation.of(tuple.get(i), schema.type(i)).value());
            }
            rows.add(row);
        }
        var draft = translation.begin(true);
        draft.source(new ValuesSource(schema, rows));
        return draft;
    }
}
