package io.weir.relational;

import io.weir.expression.Expression;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a hash join compares and keeps, worked out from its plan.
 *
 * <p>A null-aware join whose first key is not alone looks rows up by the other keys and compares the first key pair by pair, because
 * a null in it matches "perhaps". Its first key is then the {@link #searched() searched} one.
 */
final class JoinShape {
    private final JoinKind kind;
    private final JoinInputs inputs;
    private final Optional<Expression> residual;
    private final boolean searched;
    private final int[] kept;
    private final int[] probeKeys;
    private final int[] buildKeys;
    private final KeyCodes codes;
    private final int searchedProbe;
    private final int firstBuildKey;

    JoinShape(JoinKind kind, JoinKeys keys, Optional<Expression> residual, JoinInputs inputs) {
        this.kind = kind;
        this.inputs = inputs;
        this.residual = residual;
        this.searched = kind.nullAware() && (keys.count() > 1 || residual.isPresent());
        var first = searched ? 1 : 0;
        var wanted = keys.build().subList(first, keys.count());
        this.kept = !kind.settlesProbeRows() || residual.isPresent() || searched
                ? IntStream.range(0, inputs.build().size()).toArray()
                : wanted.stream().mapToInt(i -> i).distinct().toArray();
        this.probeKeys = keys.probe().subList(first, keys.count()).stream()
                .mapToInt(i -> i)
                .toArray();
        this.buildKeys = wanted.stream().mapToInt(this::keptIndex).toArray();
        this.codes = new KeyCodes(
                IntStream.of(probeKeys).mapToObj(inputs.probe()::type).toList(),
                keys.nullsMatch().subList(first, keys.count()));
        this.searchedProbe = keys.probe().get(0);
        this.firstBuildKey = keys.build().get(0);
    }

    private int keptIndex(int column) {
        for (var i = 0; i < kept.length; i++) {
            if (kept[i] == column) {
                return i;
            }
        }
        throw new AssertionError(column);
    }

    JoinKind kind() {
        return kind;
    }

    JoinInputs inputs() {
        return inputs;
    }

    Optional<Expression> residual() {
        return residual;
    }

    KeyCodes codes() {
        return codes;
    }

    boolean searched() {
        return searched;
    }

    /** Whether a build row whose key is there already cannot make a difference. */
    boolean distinct() {
        return kind.settlesProbeRows() && residual.isEmpty() && !searched && codes.exact();
    }

    /** The build rows worth keeping, with the columns worth keeping. */
    Batch kept(Batch build) {
        var projected = build.project(kept);
        if (kind.keepsBuildRows() && kind != JoinKind.BUILD_SEMI) {
            return projected;
        }
        return projected.select(codes.comparable(buildKeys(projected), projected.selection()));
    }

    /** The probe rows that can have a partner as far as their own keys tell. */
    Batch comparableProbe(Batch probe) {
        return probe.select(codes.comparable(probeKeys(probe), probe.selection()));
    }

    /** Whether one of the build rows, all columns, has a null as the first key. */
    boolean hasNullKey(Batch build) {
        var key = build.column(firstBuildKey);
        return KeyCodes.notNull(key, build.selection()).count() < build.rows();
    }

    List<DataType> keptTypes() {
        return IntStream.of(kept).mapToObj(inputs.build()::type).toList();
    }

    int[] probeKeyColumns() {
        return probeKeys;
    }

    int[] buildKeyColumns() {
        return buildKeys;
    }

    Vector[] probeKeys(Batch probe) {
        return columns(probe, probeKeys);
    }

    /** The keys of kept build rows. */
    Vector[] buildKeys(Batch keptRows) {
        return columns(keptRows, buildKeys);
    }

    Vector searchedProbe(Batch probe) {
        return probe.column(searchedProbe);
    }

    Vector searchedBuild(Batch keptRows) {
        return keptRows.column(keptIndex(firstBuildKey));
    }

    /** The rows of a selection whose value is null. */
    static Selection nullRows(Vector vector, Selection rows) {
        return rows.without(KeyCodes.notNull(vector, rows));
    }

    private static Vector[] columns(Batch batch, int[] indexes) {
        var columns = new Vector[indexes.length];
        for (var i = 0; i < columns.length; i++) {
            columns[i] = batch.column(indexes[i]);
        }
        return columns;
    }
}
