package io.weir.expression;

import io.weir.EngineException;
import io.weir.Nullable;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.ConstantVector;
import io.weir.vector.Dictionary;
import io.weir.vector.DictionaryVector;
import io.weir.vector.Selection;
import io.weir.vector.Vector;
import io.weir.vector.Vectors;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An expression that depends on its arguments' values in the same row alone. Takes care of constants, dictionaries and thin
 * selections in one place: a constant is worked out once, a dictionary once an entry where that pays, few rows among many are
 * brought together first. What remains is a loop over vectors that are flat or constant.
 */
public abstract class Pointwise implements Expression {
    /** Below one living row in so many, rows are gathered before the loop. */
    private static final int THIN = 8;

    private final DataType type;
    private final List<Expression> arguments;

    /** The only argument that is no literal; -1 if there is none or more than one. */
    private final int variable;

    protected Pointwise(DataType type, List<Expression> arguments) {
        this.type = type;
        this.arguments = List.copyOf(arguments);
        var last = -1;
        var variables = 0;
        for (var i = 0; i < arguments.size(); i++) {
            if (!(arguments.get(i) instanceof Literal)) {
                last = i;
                variables++;
            }
        }
        this.variable = variables == 1 ? last : -1;
    }

    /**
     * Works on vectors that are flat or constant, but not all constant, of one size. The answer has that size and is flat. Only rows
     * of the selection may fail.
     */
    protected abstract Vector apply(Vector[] vectors, Selection rows);

    /** The same of vectors of any kind; null where they have to be flat. */
    protected @Nullable Vector applyAsTheyAre(Vector[] vectors) {
        return null;
    }

    /** True if the answer is null wherever an argument is, so that nulls need not be looked at. */
    protected boolean strict() {
        return true;
    }

    @Override
    public final DataType type() {
        return type;
    }

    @Override
    public final List<Expression> children() {
        return arguments;
    }

    @Override
    public final Vector evaluate(Batch batch, Selection rows) {
        var size = batch.physicalRows();
        return rows.isEmpty() ? Vectors.nulls(type, size) : answer(arguments(batch, rows), rows, size);
    }

    @Override
    public final Selection select(Batch batch, Selection rows) {
        return rows.isEmpty() ? rows : choose(arguments(batch, rows), rows, batch.physicalRows());
    }

    /** The rows for which this BOOLEAN is true, the arguments being of any kind. Overridden where a loop can select directly. */
    protected Selection choose(Vector[] vectors, Selection rows, int size) {
        return Truths.select(answer(vectors, rows, size), rows);
    }

    private Vector[] arguments(Batch batch, Selection rows) {
        var vectors = new Vector[arguments.size()];
        for (var i = 0; i < vectors.length; i++) {
            vectors[i] = arguments.get(i).evaluate(batch, rows);
        }
        return vectors;
    }

    private Vector answer(Vector[] vectors, Selection rows, int size) {
        var constants = 0;
        for (var vector : vectors) {
            if (vector instanceof ConstantVector) {
                constants++;
                if (strict() && vector.hasNulls()) {
                    return Vectors.nulls(type, size);
                }
            }
        }
        if (constants == vectors.length) {
            return new ConstantVector(applyOnce(vectors), size);
        }
        if (variable >= 0 && vectors[variable] instanceof DictionaryVector dictionary) {
            var answer = applyToEntries(dictionary, vectors, rows);
            if (answer != null) {
                return answer;
            }
        }
        return applyToRows(vectors, rows, size);
    }

    private Vector applyOnce(Vector[] vectors) {
        var single = new Vector[vectors.length];
        for (var i = 0; i < single.length; i++) {
            single[i] = ((ConstantVector) vectors[i]).value();
        }
        return apply(single, Selection.all(1)).flat();
    }

    private @Nullable Vector applyToEntries(DictionaryVector vector, Vector[] vectors, Selection rows) {
        var dictionary = vector.dictionary();
        if (dictionary.size() == 0 || (!strict() && vector.nulls() != null) || !dictionary.pays(this, rows.count())) {
            return null;
        }
        var derived = dictionary.derived(this, () -> entries(dictionary, vectors));
        return derived.map(entries -> new DictionaryVector(entries, vector.ids(), vector.nulls(), vector.size()))
                .orElse(null);
    }

    /** Empty if an entry fails, for it may be one that no living row points to. */
    private Optional<Dictionary> entries(Dictionary dictionary, Vector[] vectors) {
        var size = dictionary.size();
        var sized = new Vector[vectors.length];
        for (var i = 0; i < sized.length; i++) {
            sized[i] = i == variable ? dictionary.values() : vectors[i].slice(0, size);
        }
        try {
            return Optional.of(new Dictionary(apply(sized, Selection.all(size)).flat()));
        } catch (EngineException e) {
            return Optional.empty();
        }
    }

    private Vector applyToRows(Vector[] vectors, Selection rows, int size) {
        if ((long) rows.count() * THIN >= size) {
            var answer = applyAsTheyAre(vectors);
            return answer == null ? apply(flattened(vectors), rows) : answer;
        }
        var gathered = new Vector[vectors.length];
        for (var i = 0; i < gathered.length; i++) {
            gathered[i] = vectors[i].take(rows);
        }
        return spread(apply(flattened(gathered), Selection.all(rows.count())), rows, size);
    }

    private static Vector[] flattened(Vector[] vectors) {
        var flat = new Vector[vectors.length];
        for (var i = 0; i < flat.length; i++) {
            flat[i] = vectors[i] instanceof DictionaryVector ? vectors[i].flat() : vectors[i];
        }
        return flat;
    }

    /** A vector with a row for each of a selection, brought back to physical rows. The selection is not empty. */
    static Vector spread(Vector gathered, Selection rows, int size) {
        if (rows.isAll() && rows.count() == size) {
            return gathered;
        }
        var positions = new int[size];
        for (var i = 0; i < rows.count(); i++) {
            positions[rows.row(i)] = i;
        }
        return gathered.take(Selection.of(positions, size));
    }

    @Override
    public String toString() {
        var text = new StringBuilder(getClass().getSimpleName().toLowerCase(Locale.ROOT)).append('(');
        for (var i = 0; i < arguments.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(arguments.get(i));
        }
        return text.append(')').toString();
    }
}
