package io.weir.expression;

import io.weir.type.Storage;
import io.weir.vector.BytesVector;
import io.weir.vector.IntVector;
import io.weir.vector.LongVector;
import io.weir.vector.Vector;
import java.util.Arrays;

/** A set of constants that columns are looked up in. */
interface Members {
    /** Sets the rows of a flat vector whose value is a member; what null rows answer is open. */
    void find(Vector vector, boolean[] found);

    /** Numbers as longs, doubles by their bits: a table of booleans where they lie close together, else hashed. */
    final class Numbers implements Members {
        private static final long WIDEST_TABLE = 1 << 14;

        private final boolean real;
        private long low = Long.MAX_VALUE;
        private long high = Long.MIN_VALUE;
        private final boolean[] table;
        private final long[] slots;
        private final boolean[] used;

        Numbers(Vector list) {
            var storage = list.type().storage();
            real = storage == Storage.FLOAT || storage == Storage.DOUBLE;
            var argument = new Argument(list);
            for (var i = 0; i < list.size(); i++) {
                low = Math.min(low, key(argument, i));
                high = Math.max(high, key(argument, i));
            }
            var span = high - low;
            table = new boolean[list.size() > 0 && span >= 0 && span < WIDEST_TABLE ? (int) span + 1 : 0];
            slots = new long[Math.max(Integer.highestOneBit(list.size()) * 4, 4)];
            used = new boolean[slots.length];
            for (var i = 0; i < list.size(); i++) {
                add(key(argument, i));
                if (table.length > 0) {
                    table[(int) (key(argument, i) - low)] = true;
                }
            }
        }

        /** Of zeros and of NaN there is one each. */
        private long key(Argument argument, int row) {
            return real ? Double.doubleToLongBits(argument.real(row) + 0.0) : argument.integer(row);
        }

        private int slot(long key) {
            var mixed = key * 0x9E3779B97F4A7C15L;
            return (int) (mixed >>> 32) & slots.length - 1;
        }

        private void add(long key) {
            var slot = slot(key);
            while (used[slot]) {
                slot = slot + 1 & slots.length - 1;
            }
            used[slot] = true;
            slots[slot] = key;
        }

        private boolean has(long key) {
            var slot = slot(key);
            while (used[slot]) {
                if (slots[slot] == key) {
                    return true;
                }
                slot = slot + 1 & slots.length - 1;
            }
            return false;
        }

        @Override
        public void find(Vector vector, boolean[] found) {
            if (table.length > 0 && vector instanceof IntVector v) {
                ints(v.values(), found);
            } else if (table.length > 0 && vector instanceof LongVector v) {
                longs(v.values(), found);
            } else {
                var argument = new Argument(vector);
                for (var i = 0; i < found.length; i++) {
                    found[i] = has(key(argument, i));
                }
            }
        }

        private void ints(int[] values, boolean[] found) {
            for (var i = 0; i < found.length; i++) {
                var value = values[i];
                found[i] = value >= low && value <= high && table[(int) (value - low)];
            }
        }

        private void longs(long[] values, boolean[] found) {
            for (var i = 0; i < found.length; i++) {
                var value = values[i];
                found[i] = value >= low && value <= high && table[(int) (value - low)];
            }
        }
    }

    /** Strings and binary, hashed. */
    final class Strings implements Members {
        private final BytesVector list;

        /** One more than the row of the list; 0 is free. */
        private final int[] slots;

        private final int shortest;
        private final int longest;

        Strings(Vector constants) {
            list = (BytesVector) constants;
            slots = new int[Math.max(Integer.highestOneBit(list.size()) * 4, 4)];
            var least = Integer.MAX_VALUE;
            var most = -1;
            for (var i = 0; i < list.size(); i++) {
                var length = list.lengths()[i];
                least = Math.min(least, length);
                most = Math.max(most, length);
                var slot = slot(list.data(), list.starts()[i], length);
                while (slots[slot] != 0) {
                    slot = slot + 1 & slots.length - 1;
                }
                slots[slot] = i + 1;
            }
            shortest = least;
            longest = most;
        }

        private int slot(byte[] data, int start, int length) {
            var hash = length;
            for (var i = start; i < start + length; i++) {
                hash = hash * 31 + data[i];
            }
            return (int) (hash * 0x9E3779B97F4A7C15L >>> 32) & slots.length - 1;
        }

        @Override
        public void find(Vector vector, boolean[] found) {
            var bytes = (BytesVector) vector;
            for (var i = 0; i < found.length; i++) {
                var length = bytes.lengths()[i];
                found[i] = length >= shortest && length <= longest && has(bytes.data(), bytes.starts()[i], length);
            }
        }

        private boolean has(byte[] data, int start, int length) {
            var slot = slot(data, start, length);
            while (slots[slot] != 0) {
                var row = slots[slot] - 1;
                var from = list.starts()[row];
                if (Arrays.equals(data, start, start + length, list.data(), from, from + list.lengths()[row])) {
                    return true;
                }
                slot = slot + 1 & slots.length - 1;
            }
            return false;
        }
    }

    /** Anything that can be compared, one constant after the other. */
    final class Few implements Members {
        private final Vector list;

        Few(Vector list) {
            this.list = list;
        }

        @Override
        public void find(Vector vector, boolean[] found) {
            for (var i = 0; i < found.length; i++) {
                for (var j = 0; j < list.size() && !found[i]; j++) {
                    found[i] = Order.compare(vector, i, list, j) == 0;
                }
            }
        }
    }
}
