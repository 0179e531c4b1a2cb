package io.weir.table.rule;

import io.weir.Nullable;
import io.weir.table.rule.JoinRegion.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * The members of a region and what connects them: columns that must be equal, in groups, and other conditions. Sets of members are
 * bits of a long. Knows how many rows a set of members, joined, is thought to have.
 */
final class JoinGraph {
    /** Columns that must be equal, those with few values first where they are {@code sorted}, and their members as bits. */
    private record Group(List<Integer> columns, List<Integer> sorted, long members) {}

    /** A condition over several members. */
    record Condition(RexNode expression, long members, double part) {}

    private final JoinRegion region;
    private final List<Profile> profiles = new ArrayList<>();
    private final List<ColumnProfile> columns = new ArrayList<>();
    private final List<Group> equal;
    private final List<Condition> others = new ArrayList<>();
    private final Map<Long, Double> rows = new HashMap<>();
    private final long inner;

    JoinGraph(JoinRegion region, Estimates estimates) {
        this.region = region;
        var innerMembers = 0L;
        for (var i = 0; i < region.members().size(); i++) {
            var member = region.members().get(i);
            profiles.add(estimates.of(member.node()));
            columns.addAll(profiles.get(i).columns());
            innerMembers |= member.type() == JoinRelType.INNER ? 1L << i : 0;
        }
        this.inner = innerMembers;
        var selectivity = new Selectivity(columns);
        var groups = new ArrayList<List<Integer>>();
        for (var condition : region.conditions()) {
            var pair = equality(condition);
            if (pair.isPresent()) {
                merge(groups, pair.get());
            } else {
                others.add(new Condition(
                        condition, region.members(condition), selectivity.joining(List.of(condition), region::member)));
            }
        }
        this.equal = groups.stream().map(this::group).toList();
    }

    private Group group(List<Integer> group) {
        var sorted = group.stream()
                .sorted(java.util.Comparator.comparingDouble(
                        column -> columns.get(column).domain()))
                .toList();
        var members = 0L;
        for (var column : group) {
            members |= 1L << region.member(column);
        }
        return new Group(group, sorted, members);
    }

    private Optional<int[]> equality(RexNode condition) {
        if (condition.isA(SqlKind.EQUALS)) {
            var operands = ((RexCall) condition).getOperands();
            if (operands.get(0) instanceof RexInputRef left
                    && operands.get(1) instanceof RexInputRef right
                    && left.getType().getSqlTypeName() == right.getType().getSqlTypeName()) {
                var first = region.member(left.getIndex());
                var second = region.member(right.getIndex());
                if (first != second && has(inner, first) && has(inner, second)) {
                    return Optional.of(new int[] {left.getIndex(), right.getIndex()});
                }
            }
        }
        return Optional.empty();
    }

    private static void merge(List<List<Integer>> groups, int[] pair) {
        var merged = new ArrayList<Integer>();
        for (var column : pair) {
            var group = groups.stream().filter(one -> one.contains(column)).findFirst();
            if (group.isPresent()) {
                groups.remove(group.get());
                merged.addAll(group.get());
            } else if (!merged.contains(column)) {
                merged.add(column);
            }
        }
        groups.add(merged);
    }

    static boolean has(long set, int member) {
        return (set >>> member & 1) != 0;
    }

    int size() {
        return region.members().size();
    }

    Member member(int index) {
        return region.members().get(index);
    }

    /** True if the set can be joined on its own. */
    boolean whole(long set) {
        if ((set & set - 1) == 0) {
            return true;
        }
        for (var i = 0; i < size(); i++) {
            if (has(set, i) && (member(i).needs() & ~set) != 0) {
                return false;
            }
        }
        return (set & inner) != 0;
    }

    /** How the right set can be joined to the left: null if it cannot. */
    @Nullable
    JoinRelType type(long left, long right) {
        if (!startable(left)) {
            return null;
        }
        if (startable(right)) {
            return JoinRelType.INNER;
        }
        var member = member(Long.numberOfTrailingZeros(right));
        return (member.needs() & ~left) == 0 ? member.type() : null;
    }

    /** False for a single member that must be joined to others. */
    private boolean startable(long set) {
        return (set & inner) != 0 && whole(set);
    }

    /** Pairs of columns, one of each set, that an inner join of the sets makes equal. */
    List<int[]> keys(long left, long right) {
        var keys = new ArrayList<int[]>();
        for (var group : equal) {
            if (meets(group, left, right)) {
                keys.add(new int[] {firstIn(group.columns, left), firstIn(group.columns, right)});
            }
        }
        return keys;
    }

    private static boolean meets(Group group, long left, long right) {
        return (group.members & left) != 0 && (group.members & right) != 0;
    }

    private int firstIn(List<Integer> group, long set) {
        for (var column : group) {
            if (has(set, region.member(column))) {
                return column;
            }
        }
        throw new AssertionError("no column of " + group + " in " + set);
    }

    /** The other conditions that can be checked once both sets are joined and not before. */
    List<RexNode> others(long left, long right) {
        return others.stream()
                .filter(one -> (one.members & ~(left | right)) == 0
                        && (one.members & ~left) != 0
                        && (one.members & ~right) != 0)
                .map(Condition::expression)
                .toList();
    }

    /** The conditions on one member alone. */
    List<RexNode> conditions(int member) {
        return others.stream()
                .filter(one -> one.members == 1L << member)
                .map(Condition::expression)
                .toList();
    }

    /** Conditions that read no member. */
    List<RexNode> constant() {
        return others.stream()
                .filter(one -> one.members == 0)
                .map(Condition::expression)
                .toList();
    }

    boolean connected(long left, long right) {
        for (var group : equal) {
            if (meets(group, left, right)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any condition has to do with both sets. */
    boolean related(long left, long right) {
        if (connected(left, right)) {
            return true;
        }
        for (var other : others) {
            if ((other.members & left) != 0 && (other.members & right) != 0) {
                return true;
            }
        }
        return false;
    }

    /** True if no condition and no member's own join reaches out of the set. */
    boolean alone(long set) {
        var outside = ((1L << size()) - 1) & ~set;
        if (related(set, outside)) {
            return false;
        }
        for (var i = 0; i < size(); i++) {
            var needs = member(i).needs();
            if (has(set, i) && (needs & outside) != 0 || has(outside, i) && (needs & set) != 0) {
                return false;
            }
        }
        return true;
    }

    double rows(long set) {
        var found = rows.get(set);
        if (found == null) {
            found = workOut(set);
            rows.put(set, found);
        }
        return found;
    }

    private double workOut(long set) {
        var product = 1.0;
        for (var i = 0; i < size(); i++) {
            if (has(set, i) && has(inner, i) || set == 1L << i) {
                product *= Math.max(profiles.get(i).rows(), 1e-3);
            }
        }
        if ((set & set - 1) == 0) {
            return product;
        }
        product *= equalities(set);
        for (var other : others) {
            if (other.members != 0 && (other.members & ~set) == 0) {
                product *= other.part;
            }
        }
        for (var i = 0; i < size(); i++) {
            if (has(set, i) && !has(inner, i)) {
                product *= matches(member(i), profiles.get(i), product);
            }
        }
        return product;
    }

    private double equalities(long set) {
        var part = 1.0;
        var over = new HashMap<Long, double[]>();
        for (var group : equal) {
            var before = -1;
            for (var column : group.sorted) {
                var member = region.member(column);
                if (!has(set, member)) {
                    continue;
                }
                if (before >= 0) {
                    var meeting = columns.get(before).meeting(columns.get(column));
                    part /= meeting;
                    var known = over.computeIfAbsent(
                            1L << region.member(before) | 1L << member, pair -> new double[] {1, 0});
                    known[0] *= meeting;
                    known[1]++;
                }
                before = column;
            }
        }
        for (var entry : over.entrySet()) {
            var most = tableRows(entry.getKey());
            if (entry.getValue()[1] > 1 && entry.getValue()[0] > most) {
                part *= entry.getValue()[0] / most;
            }
        }
        return part;
    }

    /** Keys of several columns have no more values than the smaller table has rows. */
    private double tableRows(long pair) {
        var least = Double.POSITIVE_INFINITY;
        for (var i = 0; i < size(); i++) {
            if (has(pair, i)) {
                least = Math.min(
                        least,
                        profiles.get(i).columns().stream()
                                .mapToDouble(ColumnProfile::rowsOfTable)
                                .max()
                                .orElse(1));
            }
        }
        return least;
    }

    /** How many rows remain of each row when a member is joined that is not INNER. */
    private double matches(Member member, Profile profile, double left) {
        var matched = 1.0;
        var meeting = 1.0;
        var keys = 0;
        for (var condition : member.condition()) {
            if (condition.isA(SqlKind.EQUALS)) {
                var operands = ((RexCall) condition).getOperands();
                if (operands.get(0) instanceof RexInputRef a && operands.get(1) instanceof RexInputRef b) {
                    var own = a.getIndex() >= member.first() ? a.getIndex() : b.getIndex();
                    var other = own == a.getIndex() ? b.getIndex() : a.getIndex();
                    var values = columns.get(other).meeting(columns.get(own));
                    matched = Math.min(matched, columns.get(own).distinct() / values);
                    meeting *= values;
                    keys++;
                }
            }
        }
        return switch (member.type()) {
            case SEMI -> keys == 0 ? 0.5 : Math.max(matched, 1e-6);
            case ANTI -> keys == 0 ? 0.5 : Math.max(0.1, 1 - matched);
            default -> Math.max(1, profile.rows() / Math.max(1, Math.min(meeting, Math.max(left, profile.rows()))));
        };
    }
}
