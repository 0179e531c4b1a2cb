package io.weir.table.function;

import io.weir.EngineException;
import io.weir.ErrorCode;
import io.weir.expression.Accumulator;
import io.weir.flow.Batch;
import io.weir.type.DataType;
import io.weir.vector.Values;
import io.weir.vector.Vector;
import io.weir.vector.VectorBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The groups of a user's aggregate, one object each. */
final class RowAccumulator<S extends Serializable> implements Accumulator {
    /** What an object is taken to weigh; the user's class cannot be asked. */
    private static final long BYTES_A_GROUP = 128;

    private final String name;
    private final RowAggregate<S> aggregate;
    private final DataType type;
    private final List<S> states = new ArrayList<>();

    RowAccumulator(String name, RowAggregate<S> aggregate, DataType type) {
        this.name = name;
        this.aggregate = aggregate;
        this.type = type;
    }

    @Override
    public void grow(int count) {
        while (states.size() < count) {
            states.add(aggregate.create());
        }
    }

    @Override
    public void update(int[] groups, Batch arguments) {
        if (arguments.changes() != null) {
            throw new EngineException(ErrorCode.NOT_SUPPORTED, "the function " + name + " cannot take rows back");
        }
        try {
            for (var i = 0; i < arguments.rows(); i++) {
                var values = RowFunctionCall.values(
                        arguments.columns(), arguments.selection().row(i));
                states.set(groups[i], aggregate.add(states.get(groups[i]), values));
            }
        } catch (Exception failed) {
            throw RowFunctionCall.failure(name, failed);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public void merge(int[] groups, Batch partials) {
        try {
            for (var i = 0; i < partials.rows(); i++) {
                var bytes = (byte[])
                        Values.get(partials.column(0), partials.selection().row(i));
                if (bytes != null) {
                    try (var in = new UserInput(
                            new ByteArrayInputStream(bytes),
                            aggregate.getClass().getClassLoader())) {
                        states.set(groups[i], aggregate.merge(states.get(groups[i]), (S) in.readObject()));
                    }
                }
            }
        } catch (Exception failed) {
            throw RowFunctionCall.failure(name, failed);
        }
    }

    @Override
    public Batch partials(int from, int to) {
        var builder = VectorBuilder.of(DataType.Scalar.VARBINARY, to - from);
        try {
            for (var i = from; i < to; i++) {
                var bytes = new ByteArrayOutputStream();
                try (var out = new ObjectOutputStream(bytes)) {
                    out.writeObject(states.get(i));
                }
                Values.append(builder, bytes.toByteArray());
            }
        } catch (IOException failed) {
            throw RowFunctionCall.failure(name, failed);
        }
        return Batch.of(builder.build());
    }

    @Override
    public Vector results(int from, int to) {
        var builder = VectorBuilder.of(type, to - from);
        try {
            for (var i = from; i < to; i++) {
                Values.append(builder, aggregate.result(states.get(i)));
            }
        } catch (Exception failed) {
            throw RowFunctionCall.failure(name, failed);
        }
        return builder.build();
    }

    @Override
    public long bytes() {
        return BYTES_A_GROUP * states.size();
    }

    /** Finds classes where the user's function was found. */
    private static final class UserInput extends ObjectInputStream {
        private final ClassLoader classes;

        UserInput(InputStream in, ClassLoader classes) throws IOException {
            super(in);
            this.classes = classes;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, classes);
            } catch (ClassNotFoundException primitive) {
                return super.resolveClass(description);
            }
        }
    }
}
