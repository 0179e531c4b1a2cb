package io.weir.table.rule;

import io.weir.Nullable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.CyclicMetadataException;
import org.apache.calcite.rel.metadata.MetadataHandler;
import org.apache.calcite.rel.metadata.NullSentinel;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.util.Util;

/**
 * One thing that the library knows about nodes. It has a method for each kind of node; which one is for a class of nodes is found when
 * the first of them is asked about. Answers are kept as long as the query, which rules renew when they change a plan.
 */
final class NodeFact {
    /** Where the method for a class was found. */
    private record Found(MetadataHandler<?> handler, Method method) {}

    private final Class<? extends MetadataHandler<?>> kind;
    private final String name;
    private final Supplier<RelMetadataProvider> source;
    private final Map<Class<?>, Found> found = new ConcurrentHashMap<>();

    /** @param name the methods' */
    NodeFact(Class<? extends MetadataHandler<?>> kind, String name, Supplier<RelMetadataProvider> source) {
        this.kind = kind;
        this.name = name;
        this.source = source;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <T> T of(RelNode node, RelMetadataQuery query, Object... arguments) {
        var key = key(arguments);
        var known = query.map.get(node, key);
        if (known == NullSentinel.ACTIVE) {
            throw new CyclicMetadataException();
        } else if (known == null) {
            query.map.put(node, key, NullSentinel.ACTIVE);
            try {
                known = NullSentinel.mask(ask(node, query, arguments));
                query.map.put(node, key, known);
            } catch (RuntimeException | Error failed) {
                query.map.row(node).clear();
                throw failed;
            }
        }
        return (T) (known == NullSentinel.INSTANCE ? null : known);
    }

    private Object key(Object[] arguments) {
        if (arguments.length == 0) {
            return this;
        }
        var key = new ArrayList<>(arguments.length + 1);
        key.add(this);
        key.addAll(Arrays.asList(arguments));
        return key;
    }

    private @Nullable Object ask(RelNode node, RelMetadataQuery query, Object[] arguments) {
        var way = found.computeIfAbsent(node.getClass(), this::find);
        var all = new Object[arguments.length + 2];
        all[0] = node;
        all[1] = query;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        try {
            return way.method.invoke(way.handler, all);
        } catch (InvocationTargetException failed) {
            throw Util.throwAsRuntime(Util.causeOrSelf(failed));
        } catch (IllegalAccessException hidden) {
            throw new AssertionError(hidden);
        }
    }

    /** The method whose first parameter is the nearest to the class. */
    private Found find(Class<?> node) {
        var handler = source.get().handlers(kind).get(0);
        Method nearest = null;
        for (var method : handler.getClass().getMethods()) {
            if (method.getName().equals(name) && !method.isBridge() && takes(method, node)) {
                nearest = nearest == null || takes(nearest, method.getParameterTypes()[0]) ? method : nearest;
            }
        }
        if (nearest == null) {
            throw new AssertionError("nothing knows " + name + " of " + node);
        }
        return new Found(handler, nearest);
    }

    private static boolean takes(Method method, Class<?> node) {
        return method.getParameterCount() > 1 && method.getParameterTypes()[0].isAssignableFrom(node);
    }
}
