package io.weir.table.translate;

import io.weir.relational.Filter;

/** A filter extends the stage below it. */
final class FilterTranslation {
    private FilterTranslation() {}

    static Draft of(Translation translation, org.apache.calcite.rel.core.Filter node) {
        var draft = translation.translate(node.getInput());
        draft.append(new Filter.Plan(translation.expressions().of(node.getCondition())));
        return draft;
    }
}
