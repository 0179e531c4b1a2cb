package io.weir.table.translate;

import io.weir.relational.Unnest;
import io.weir.table.node.UnnestNode;
import java.util.ArrayList;

/** Unnesting extends the stage below it, whose rows stay where they are. */
final class UnnestTranslation {
    private UnnestTranslation() {}

    static Draft of(Translation translation, UnnestNode node) {
        var draft = translation.translate(node.getInput());
        var extras = new ArrayList<Unnest.Extra>();
        if (node.ordinality()) {
            extras.add(Unnest.Extra.ORDINALITY);
        }
        if (node.keepsEmpty()) {
            extras.add(Unnest.Extra.EMPTY_ROWS);
        }
        var collections =
                node.collections().stream().map(translation.expressions()::of).toList();
        draft.append(new Unnest.Plan(collections, extras));
        return draft;
    }
}
