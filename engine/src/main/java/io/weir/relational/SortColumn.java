package io.weir.relational;

import java.io.Serializable;

/** One column to order by. */
public record SortColumn(int column, boolean ascending, boolean nullsFirst) implements Serializable {
    @Override
    public String toString() {
        return "#" + column + (ascending ? "" : " desc") + (nullsFirst ? " nulls first" : "");
    }
}
