package io.weir.table.plan;

import io.weir.table.node.TypeMapping;
import io.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexNode;

/**
 * An optimised query.
 *
 * @param root answers the columns of {@code schema} in order; its own field names may differ
 * @param schema the names that the query's text gives, which may repeat
 */
public record PlannedQuery(RelNode root, Schema schema) {
    /** The tree as text, one node a line, with the rows that each is thought to answer. */
    public String explain() {
        return PlanText.of(root);
    }

    /**
     * The query with its columns in other places.
     *
     * @param places for each column of {@code wanted} the place of its values among the query's columns, -1 for nulls
     * @param wanted names of the columns, and the types of those that are null
     */
    public PlannedQuery rearranged(List<Integer> places, Schema wanted) {
        var rex = root.getCluster().getRexBuilder();
        var types = root.getCluster().getTypeFactory();
        var columns = new ArrayList<RexNode>();
        var fields = new ArrayList<Schema.Field>();
        for (var i = 0; i < places.size(); i++) {
            var place = places.get(i);
            var type = place < 0 ? wanted.type(i) : schema.type(place);
            columns.add(
                    place < 0 ? rex.makeNullLiteral(TypeMapping.toRel(type, types)) : rex.makeInputRef(root, place));
            fields.add(new Schema.Field(wanted.field(i).name(), type));
        }
        var names = fields.stream().map(Schema.Field::name).toList();
        return new PlannedQuery(LogicalProject.create(root, List.of(), columns, names, Set.of()), new Schema(fields));
    }
}
