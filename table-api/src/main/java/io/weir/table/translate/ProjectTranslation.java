package io.weir.table.translate;

import io.weir.type.DataType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/** A projection extends the stage below it. */
final class ProjectTranslation {
    private ProjectTranslation() {}

    static Draft of(Translation translation, org.apache.calcite.rel.core.Project node) {
        var draft = translation.translate(node.getInput());
        List<DataType> types = Translation.schema(node).types();
        var expressions = new ArrayList<io.weir.expression.Expression>();
        for (var i = 0; i < types.size(); i++) {
            expressions.add(translation
                    .expressions()
                    .as(translation.expressions().of(node.getProjects().get(i)), types.get(i)));
        }
        Translation.project(draft, expressions, node.getInput().getRowType().getFieldCount());
        draft.spreadBy(moved(draft.spreadBy(), node.getProjects()));
        return draft;
    }

    /** Where columns lie after a projection; none if one of them is gone. */
    static List<Integer> moved(List<Integer> columns, List<RexNode> projects) {
        var moved = new ArrayList<Integer>();
        for (var column : columns) {
            var place = -1;
            for (var i = 0; i < projects.size() && place < 0; i++) {
                if (projects.get(i) instanceof RexInputRef reference && reference.getIndex() == column) {
                    place = i;
                }
            }
            if (place < 0) {
                return List.of();
            }
            moved.add(place);
        }
        return moved;
    }
}
