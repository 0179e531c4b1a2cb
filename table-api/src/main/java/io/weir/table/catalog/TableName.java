package io.weir.table.catalog;

/** A table's full name. Names compare without regard to case. */
public record TableName(String schema, String name) {
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
