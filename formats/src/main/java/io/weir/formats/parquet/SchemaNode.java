package io.weir.formats.parquet;

import io.weir.Nullable;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of a file's schema tree.
 *
 * @param primitive null for a group
 */
record SchemaNode(
        String name,
        Repetition repetition,
        @Nullable Primitive primitive,
        Logical logical,
        Levels levels,
        List<SchemaNode> children) {
    enum Repetition {
        REQUIRED,
        OPTIONAL,
        REPEATED;

        static Repetition of(int number) {
            return switch (number) {
                case 0 -> REQUIRED;
                case 1 -> OPTIONAL;
                case 2 -> REPEATED;
                default -> throw new Damage("schema has an unknown repetition " + number);
            };
        }
    }

    /**
     * What a leaf is.
     *
     * @param length bytes of a fixed length, else 0
     * @param leaf the number of its column chunk in each row group
     */
    record Primitive(Physical physical, int length, int leaf) {
        /** Bytes a value, 0 if they differ. */
        int width() {
            return physical == Physical.FIXED_LEN_BYTE_ARRAY ? length : physical.width;
        }
    }

    /** The highest levels that entries of the node have: from that definition level on its value is there. */
    record Levels(int definition, int repetition) {}

    boolean isLeaf() {
        return primitive != null;
    }

    /** All leaves below, or the node itself, in the order of column chunks. */
    List<SchemaNode> leaves() {
        var leaves = new ArrayList<SchemaNode>();
        collect(leaves);
        return leaves;
    }

    private void collect(List<SchemaNode> leaves) {
        if (isLeaf()) {
            leaves.add(this);
        }
        children.forEach(child -> child.collect(leaves));
    }

    /** One element as the footer lists them: the tree flattened, parents first. */
    record Element(
            String name, int repetition, @Nullable Physical physical, int length, int children, Logical logical) {}

    /** The tree of a flattened schema; the first element is the root. */
    static SchemaNode tree(List<Element> elements) {
        if (elements.isEmpty()) {
            throw new Damage("schema is empty");
        }
        var builder = new TreeBuilder(elements);
        var root = builder.group(elements.get(0), Repetition.REQUIRED, new Levels(0, 0), 0);
        if (builder.next != elements.size()) {
            throw new Damage("schema has elements outside its root");
        }
        return root;
    }

    private static final class TreeBuilder {
        private static final int MAX_DEPTH = 100;

        private final List<Element> elements;
        private int next = 1;
        private int leaves;

        TreeBuilder(List<Element> elements) {
            this.elements = elements;
        }

        SchemaNode group(Element element, Repetition repetition, Levels levels, int depth) {
            if (element.children() > elements.size() || depth > MAX_DEPTH || depth > 0 && element.children() <= 0) {
                throw new Damage("schema is nested wrongly");
            }
            var children = new ArrayList<SchemaNode>();
            for (var i = 0; i < element.children(); i++) {
                if (next >= elements.size()) {
                    throw new Damage("schema lacks elements");
                }
                children.add(node(elements.get(next++), levels, depth + 1));
            }
            return new SchemaNode(element.name(), repetition, null, element.logical(), levels, List.copyOf(children));
        }

        private SchemaNode node(Element element, Levels parent, int depth) {
            var repetition = Repetition.of(element.repetition());
            var levels = new Levels(
                    parent.definition() + (repetition == Repetition.REQUIRED ? 0 : 1),
                    parent.repetition() + (repetition == Repetition.REPEATED ? 1 : 0));
            if (element.children() > 0 || element.physical() == null) {
                return group(element, repetition, levels, depth);
            }
            var fixed = element.physical() == Physical.FIXED_LEN_BYTE_ARRAY;
            if (fixed && element.length() <= 0) {
                throw new Damage("schema has a fixed length of " + element.length());
            }
            var primitive = new Primitive(element.physical(), fixed ? element.length() : 0, leaves++);
            return new SchemaNode(element.name(), repetition, primitive, element.logical(), levels, List.of());
        }
    }
}
